import type { Clock } from '../clock.ts';
import type { Cluster, ListOptions, WatchOptions } from '../cluster.ts';
import { nothingsVersion, silentWatch } from '../informer/silent-watch.ts';
import type { ResourceKind } from '../objects.ts';

export interface NamespacedClusterOptions {
  namespace: string;
  /** Whether the kind may be listed and watched: in the namespace, or in the whole cluster where it has none. */
  mayRead(kind: ResourceKind): boolean;
  clock: Clock;
}

/**
 * The cluster for somebody who has rights in one namespace only. Lists and watches that name no namespace look at that one;
 * a kind that may not be read is empty and stays so, without an error that would be tried again and again. All else goes to
 * the server, which says itself what it refuses.
 */
export function namespacedCluster(cluster: Cluster, { namespace, mayRead, clock }: NamespacedClusterOptions): Cluster {
  return {
    ...cluster,
    list: async (kind, options = {}) => {
      const place = placeOf(kind, options);
      return isHidden(kind, place) ? { items: [], resourceVersion: nothingsVersion } : cluster.list(kind, place);
    },
    watch: (kind, options) => {
      const place = placeOf(kind, options);
      return isHidden(kind, place) ? silentWatch(place, clock) : cluster.watch(kind, place);
    },
  };

  function placeOf<Options extends ListOptions | WatchOptions>(kind: ResourceKind, options: Options): Options {
    return kind.namespaced ? { ...options, namespace: options.namespace ?? namespace } : options;
  }

  /** In other namespaces the server is asked: rights there are not known here. */
  function isHidden(kind: ResourceKind, place: { namespace?: string | undefined }): boolean {
    return !mayRead(kind) && (!kind.namespaced || place.namespace === namespace);
  }
}
