/** The built-in kinds that Slipway itself reads or writes. */
import type { CustomResourceDefinition } from 'kubernetes-types/apiextensions/v1.d.ts';
import type { Deployment, ReplicaSet } from 'kubernetes-types/apps/v1.d.ts';
import type { Lease } from 'kubernetes-types/coordination/v1.d.ts';
import type {
  ConfigMap,
  Event,
  Namespace,
  Node,
  PersistentVolumeClaim,
  Pod,
  Secret,
  Service,
  ServiceAccount,
} from 'kubernetes-types/core/v1.d.ts';
import type { EndpointSlice } from 'kubernetes-types/discovery/v1.d.ts';
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
export const events = core<Event>('Event', 'events');
export const deployments = grouped<Deployment>('apps', 'Deployment', 'deployments');
export const replicaSets = grouped<ReplicaSet>('apps', 'ReplicaSet', 'replicasets');
export const endpointSlices = grouped<EndpointSlice>('discovery.k8s.io', 'EndpointSlice', 'endpointslices');
export const leases = grouped<Lease>('coordination.k8s.io', 'Lease', 'leases');
export const customResourceDefinitions = grouped<CustomResourceDefinition>(
  'apiextensions.k8s.io',
  'CustomResourceDefinition',
  'customresourcedefinitions',
  false,
);
