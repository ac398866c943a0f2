import { isReason } from '../../../../../clusters/api-error.ts';
import type { Cluster, ListOptions } from '../../../../../clusters/cluster.ts';
import { apiVersionOf, type ResourceKind, type Stored } from '../../../../../clusters/objects.ts';

/** Objects of a kind, each saying what it is, which items of a list do not. None where they may not be listed, or are not served. */
export async function listObjects(cluster: Cluster, kind: ResourceKind, options: ListOptions): Promise<Stored[]> {
  return (await listSeen(cluster, kind, options)) ?? [];
}

/** The same, but undefined where they may not be listed: there may be some. */
export async function listSeen(cluster: Cluster, kind: ResourceKind, options: ListOptions): Promise<Stored[] | undefined> {
  try {
    const { items } = await cluster.list(kind, options);
    return items.map((object) => ({ ...object, apiVersion: apiVersionOf(kind), kind: kind.kind }));
  } catch (error) {
    if (isReason(error, 'Forbidden')) return undefined;
    // An API of an add-on whose server is down: the cluster itself keeps a namespace until that is back.
    if (isReason(error, 'NotFound', 'MethodNotAllowed', 'ServiceUnavailable')) return [];
    throw error;
  }
}
