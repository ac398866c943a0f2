import { isGone } from '../api-error.ts';
import type { Cluster, ListOptions, ObjectList } from '../cluster.ts';
import type { KubernetesObject, ResourceKind, Stored } from '../objects.ts';

const pageSize = 500;

/**
 * All objects of a kind, asked for in pages of 500, and the version from which to watch. When the server forgets the pages'
 * version before the last one (410), it is asked for all of them at once: that cannot fail in the same way.
 */
export async function listAll<T extends KubernetesObject>(
  cluster: Cluster,
  kind: ResourceKind<T>,
  options: Pick<ListOptions, 'namespace' | 'labelSelector' | 'fieldSelector' | 'signal'>,
): Promise<Listed<T>> {
  const first = await cluster.list(kind, { ...options, limit: pageSize });
  if (!first.continueToken) return { objects: first.items, resourceVersion: first.resourceVersion };
  try {
    return await withFurtherPages(first, (continueToken) => cluster.list(kind, { ...options, limit: pageSize, continueToken }));
  } catch (error) {
    if (!isGone(error)) throw error;
    const { items, resourceVersion } = await cluster.list(kind, options);
    return { objects: items, resourceVersion };
  }
}

interface Listed<T extends KubernetesObject> {
  objects: Stored<T>[];
  resourceVersion: string;
}

async function withFurtherPages<T extends KubernetesObject>(
  first: ObjectList<T>,
  next: (continueToken: string) => Promise<ObjectList<T>>,
): Promise<Listed<T>> {
  const objects = [...first.items];
  for (let token = first.continueToken; token; ) {
    const page = await next(token);
    objects.push(...page.items);
    token = page.continueToken;
  }
  // A watch from the first page's version misses nothing, should later pages have been of later ones.
  return { objects, resourceVersion: first.resourceVersion };
}
