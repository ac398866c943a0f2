import type { Clock } from '../clock.ts';
import type { Cluster } from '../cluster.ts';
import type { ResourceKind } from '../objects.ts';
import { nothingsVersion, silentWatch } from './silent-watch.ts';

/**
 * The cluster as informers see it when some kinds are not there to be read: a kind that the server does not serve has no objects
 * and never changes, instead of an error that is tried again for ever. Everything but lists and watches is passed on.
 */
export function withoutKinds(cluster: Cluster, isAbsent: (kind: ResourceKind) => boolean, clock: Clock): Cluster {
  return {
    ...cluster,
    list: async (kind, options) => (isAbsent(kind) ? { items: [], resourceVersion: nothingsVersion } : cluster.list(kind, options)),
    watch: (kind, options) => (isAbsent(kind) ? silentWatch(options, clock) : cluster.watch(kind, options)),
  };
}
