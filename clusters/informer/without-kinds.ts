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
    ...passedOn(cluster),
    list: async (kind, options) => (isAbsent(kind) ? { items: [], resourceVersion: nothingsVersion } : cluster.list(kind, options)),
    watch: (kind, options) => (isAbsent(kind) ? silentWatch(options, clock) : cluster.watch(kind, options)),
  };
}

/** The methods of a cluster that may be an instance of a class. */
function passedOn(cluster: Cluster): Cluster {
  return {
    name: cluster.name,
    version: (options) => cluster.version(options),
    discover: (options) => cluster.discover(options),
    get: (kind, key, options) => cluster.get(kind, key, options),
    list: (kind, options) => cluster.list(kind, options),
    watch: (kind, options) => cluster.watch(kind, options),
    create: (kind, object, options) => cluster.create(kind, object, options),
    update: (kind, object, options) => cluster.update(kind, object, options),
    patch: (kind, key, patch, options) => cluster.patch(kind, key, patch, options),
    apply: (kind, object, options) => cluster.apply(kind, object, options),
    delete: (kind, key, options) => cluster.delete(kind, key, options),
    logs: (pod, options) => cluster.logs(pod, options),
    exec: (pod, options) => cluster.exec(pod, options),
    forward: (pod, port, options) => cluster.forward(pod, port, options),
  };
}
