/** The built-in kinds that Slipway itself reads or writes. */
import type { MutatingWebhookConfiguration, ValidatingWebhookConfiguration } from 'kubernetes-types/admissionregistration/v1.d.ts';
import type { CustomResourceDefinition } from 'kubernetes-types/apiextensions/v1.d.ts';
import type { Deployment, ReplicaSet } from 'kubernetes-types/apps/v1.d.ts';
import type { HorizontalPodAutoscaler } from 'kubernetes-types/autoscaling/v2.d.ts';
import type { CronJob, Job } from 'kubernetes-types/batch/v1.d.ts';
import type { Lease } from 'kubernetes-types/coordination/v1.d.ts';
import type {
  ConfigMap,
  Event,
  LimitRange,
  Namespace,
  Node,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  ResourceQuota,
  Secret,
  Service,
  ServiceAccount,
} from 'kubernetes-types/core/v1.d.ts';
import type { EndpointSlice } from 'kubernetes-types/discovery/v1.d.ts';
import type { StorageClass } from 'kubernetes-types/storage/v1.d.ts';
import type { KubernetesObject, ResourceKind } from './objects.ts';

function core<T extends KubernetesObject>(kind: string, plural: string, namespaced = true): ResourceKind<T> {
  return { group: '', version: 'v1', kind, plural, namespaced };
}

function grouped<T extends KubernetesObject>(group: string, kind: string, plural: string, namespaced = true): ResourceKind<T> {
  return { group, version: 'v1', kind, plural, namespaced };
}

export const namespaces = core<Namespace>('Namespace', 'namespaces', false);
export const nodes = core<Node>('Node', 'nodes', false);
export const pods = core<Pod>('Pod', 'pods');
export const services = core<Service>('Service', 'services');
export const configMaps = core<ConfigMap>('ConfigMap', 'configmaps');
export const secrets = core<Secret>('Secret', 'secrets');
export const serviceAccounts = core<ServiceAccount>('ServiceAccount', 'serviceaccounts');
export const persistentVolumeClaims = core<PersistentVolumeClaim>('PersistentVolumeClaim', 'persistentvolumeclaims');
export const persistentVolumes = core<PersistentVolume>('PersistentVolume', 'persistentvolumes', false);
export const resourceQuotas = core<ResourceQuota>('ResourceQuota', 'resourcequotas');
export const limitRanges = core<LimitRange>('LimitRange', 'limitranges');
export const events = core<Event>('Event', 'events');
export const deployments = grouped<Deployment>('apps', 'Deployment', 'deployments');
export const replicaSets = grouped<ReplicaSet>('apps', 'ReplicaSet', 'replicasets');
export const jobs = grouped<Job>('batch', 'Job', 'jobs');
export const cronJobs = grouped<CronJob>('batch', 'CronJob', 'cronjobs');
export const horizontalPodAutoscalers: ResourceKind<HorizontalPodAutoscaler> = {
  group: 'autoscaling',
  version: 'v2',
  kind: 'HorizontalPodAutoscaler',
  plural: 'horizontalpodautoscalers',
  namespaced: true,
};
export const storageClasses = grouped<StorageClass>('storage.k8s.io', 'StorageClass', 'storageclasses', false);
export const endpointSlices = grouped<EndpointSlice>('discovery.k8s.io', 'EndpointSlice', 'endpointslices');
export const leases = grouped<Lease>('coordination.k8s.io', 'Lease', 'leases');
export const customResourceDefinitions = grouped<CustomResourceDefinition>(
  'apiextensions.k8s.io',
  'CustomResourceDefinition',
  'customresourcedefinitions',
  false,
);
const admission = 'admissionregistration.k8s.io';
export const validatingWebhookConfigurations = grouped<ValidatingWebhookConfiguration>(
  admission,
  'ValidatingWebhookConfiguration',
  'validatingwebhookconfigurations',
  false,
);
export const mutatingWebhookConfigurations = grouped<MutatingWebhookConfiguration>(
  admission,
  'MutatingWebhookConfiguration',
  'mutatingwebhookconfigurations',
  false,
);
