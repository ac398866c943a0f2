import type { Cluster, WatchEvent } from '../../clusters/cluster.ts';
import type { KubernetesObject, ResourceKind } from '../../clusters/objects.ts';

/** The first so many changes of a watch, bookmarks left out. */
export async function take<T extends KubernetesObject>(
  cluster: Cluster,
  kind: ResourceKind<T>,
  options: { namespace: string; resourceVersion: string; labelSelector?: string; fieldSelector?: string },
  count: number,
): Promise<WatchEvent<T>[]> {
  const events: WatchEvent<T>[] = [];
  for await (const event of cluster.watch(kind, { ...options, timeoutSeconds: 20 })) {
    if (event.type !== 'BOOKMARK') events.push(event);
    if (events.length === count) break;
  }
  return events;
}
