import { isReason } from '../../../../../clusters/api-error.ts';
import type { Cluster, ListOptions } from '../../../../../clusters/cluster.ts';
import { apiVersionOf, type ResourceKind, type Stored } from '../../../../../clusters/objects.ts';

/** Objects of a kind, each saying what it is, which items of a list do not. None where they may not be listed, or are not served. */
export async function listObjects(cluster: Cluster, kind: ResourceKind, options: ListOptions): Promise<Stored[]> {
  try {
    const { items } = await cluster.list(kind, options);
    return items.map((object) => ({ ...object, apiVersion: apiVersionOf(kind), kind: kind.kind }));
  } catch (error) {
    if (isReason(error, 'NotFound', 'Forbidden', 'MethodNotAllowed')) return [];
    throw error;
  }
}
