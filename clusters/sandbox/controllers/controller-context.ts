import type { Deployment, ReplicaSet } from 'kubernetes-types/apps/v1.d.ts';
import type { HorizontalPodAutoscaler } from 'kubernetes-types/autoscaling/v2.d.ts';
import type { CronJob, Job } from 'kubernetes-types/batch/v1.d.ts';
import type { Namespace, Node, PersistentVolume, PersistentVolumeClaim, Pod, ResourceQuota, Service } from 'kubernetes-types/core/v1.d.ts';
import type { EndpointSlice } from 'kubernetes-types/discovery/v1.d.ts';
import type { StorageClass } from 'kubernetes-types/storage/v1.d.ts';
import type { Clock } from '../../clock.ts';
import type { Cluster } from '../../cluster.ts';
import type { Informer } from '../../informer/informer.ts';
import type { Log } from '../../log.ts';
import type { KubernetesObject, ResourceKind } from '../../objects.ts';
import type { EventRecorder } from './event-recorder.ts';

/** What every controller is given. */
export interface ControllerContext {
  cluster: Cluster;
  caches: Caches;
  /** Starts a cache of any kind, for those who must see all of them. It ends when the signal aborts. */
  watchKind(kind: ResourceKind, signal: AbortSignal): Informer<KubernetesObject>;
  events: EventRecorder;
  clock: Clock;
  log: Log;
}

/** The shared local copies. Indexed as named. */
export interface Caches {
  /** `controller`: uid of the controlling owner. `node`: name of the node. */
  pods: Informer<Pod>;
  nodes: Informer<Node>;
  /** `controller` */
  replicaSets: Informer<ReplicaSet>;
  deployments: Informer<Deployment>;
  services: Informer<Service>;
  /** `service`: namespace/name of the service. */
  endpointSlices: Informer<EndpointSlice>;
  namespaces: Informer<Namespace>;
  persistentVolumeClaims: Informer<PersistentVolumeClaim>;
  resourceQuotas: Informer<ResourceQuota>;
  /** `controller` */
  jobs: Informer<Job>;
  cronJobs: Informer<CronJob>;
  horizontalPodAutoscalers: Informer<HorizontalPodAutoscaler>;
  persistentVolumes: Informer<PersistentVolume>;
  storageClasses: Informer<StorageClass>;
}

/** A running controller. */
export interface Controller {
  stop(): Promise<void>;
}
