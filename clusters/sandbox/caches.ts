import type { Clock } from '../clock.ts';
import type { Cluster } from '../cluster.ts';
import { createInformer } from '../informer/create-informer.ts';
import type { Indices } from '../informer/informer.ts';
import {
  cronJobs,
  deployments,
  endpointSlices,
  horizontalPodAutoscalers,
  jobs,
  namespaces,
  nodes,
  persistentVolumeClaims,
  persistentVolumes,
  pods,
  replicaSets,
  resourceQuotas,
  services,
  storageClasses,
} from '../kinds.ts';
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
    resourceQuotas: start(resourceQuotas),
    jobs: start(jobs, { controller: byController }),
    cronJobs: start(cronJobs),
    horizontalPodAutoscalers: start(horizontalPodAutoscalers),
    persistentVolumes: start(persistentVolumes),
    storageClasses: start(storageClasses),
  };
}

/** Resolves when all have their first list. */
export async function whenSynced(caches: Caches): Promise<void> {
  await Promise.all(Object.values(caches).map((cache) => cache.synced));
}
