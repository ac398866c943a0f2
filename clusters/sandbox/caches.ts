import type { Clock } from '../clock.ts';
import type { Cluster } from '../cluster.ts';
import { createInformer } from '../informer/create-informer.ts';
import type { Indices } from '../informer/informer.ts';
import { deployments, endpointSlices, namespaces, nodes, persistentVolumeClaims, pods, replicaSets, services } from '../kinds.ts';
import type { Log } from '../log.ts';
import type { KubernetesObject, ResourceKind } from '../objects.ts';
import type { Caches } from './controllers/controller-context.ts';
import { byController } from './controllers/ownership.ts';
import { sliceService } from './controllers/service/endpoint-slice-controller.ts';

export interface CachesOptions {
  cluster: Cluster;
  clock: Clock;
  random: () => number;
  log: Log;
  /** Ends all of them. */
  signal: AbortSignal;
}

/** Starts the local copies that controllers, scheduler and node agent share. */
export function startCaches(options: CachesOptions): Caches {
  const start = <T extends KubernetesObject>(kind: ResourceKind<T>, indices: Indices<T> = {}) =>
    createInformer({ ...options, kind, indices });
  return {
    pods: start(pods, { controller: byController, node: ({ spec }) => (spec?.nodeName ? [spec.nodeName] : []) }),
    nodes: start(nodes),
    replicaSets: start(replicaSets, { controller: byController }),
    deployments: start(deployments),
    services: start(services),
    endpointSlices: start(endpointSlices, { service: sliceService }),
    namespaces: start(namespaces),
    persistentVolumeClaims: start(persistentVolumeClaims),
  };
}

/** Resolves when all have their first list. */
export async function whenSynced(caches: Caches): Promise<void> {
  await Promise.all(Object.values(caches).map((cache) => cache.synced));
}
