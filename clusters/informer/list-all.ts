import type { Cluster, ListOptions } from '../cluster.ts';
import type { KubernetesObject, ResourceKind, Stored } from '../objects.ts';

const pageSize = 500;

/** All objects of a kind, asked for in pages of 500, and the version from which to watch. */
export async function listAll<T extends KubernetesObject>(
  cluster: Cluster,
  kind: ResourceKind<T>,
  options: Pick<ListOptions, 'namespace' | 'labelSelector' | 'fieldSelector' | 'signal'>,
): Promise<{ objects: Stored<T>[]; resourceVersion: string }> {
  const objects: Stored<T>[] = [];
  let page = await cluster.list(kind, { ...options, limit: pageSize });
  objects.push(...page.items);
  while (page.continueToken) {
    page = await cluster.list(kind, { ...options, limit: pageSize, continueToken: page.continueToken });
    objects.push(...page.items);
  }
  return { objects, resourceVersion: page.resourceVersion };
}
