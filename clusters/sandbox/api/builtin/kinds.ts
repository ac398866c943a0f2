/** The built-in kinds that the sandbox serves, as data. */
import type { Subresource } from '../resource.ts';

export interface BuiltInKind {
  group: string;
  version: string;
  kind: string;
  plural: string;
  namespaced: boolean;
  shortNames: string[];
  categories: string[];
  subresources: Subresource[];
}

interface Traits {
  clusterScoped?: true;
  shortNames?: string[];
  categories?: string[];
  subresources?: Subresource[];
}

function kindOf(groupVersion: string, kind: string, plural: string, traits: Traits = {}): BuiltInKind {
  const [group, version] = groupVersion.includes('/') ? groupVersion.split('/') : ['', groupVersion];
  return {
    group: group ?? '',
    version: version ?? '',
    kind,
    plural,
    namespaced: !traits.clusterScoped,
    shortNames: traits.shortNames ?? [],
    categories: traits.categories ?? [],
    subresources: traits.subresources ?? [],
  };
}

export const builtInKinds: readonly BuiltInKind[] = [
  kindOf('v1', 'ConfigMap', 'configmaps', { shortNames: ['cm'] }),
  kindOf('v1', 'Event', 'events', { shortNames: ['ev'] }),
  kindOf('v1', 'Namespace', 'namespaces', { clusterScoped: true, shortNames: ['ns'], subresources: ['status', 'finalize'] }),
  kindOf('v1', 'Node', 'nodes', { clusterScoped: true, shortNames: ['no'], subresources: ['status'] }),
  kindOf('v1', 'PersistentVolumeClaim', 'persistentvolumeclaims', { shortNames: ['pvc'], subresources: ['status'] }),
  kindOf('v1', 'PersistentVolume', 'persistentvolumes', { clusterScoped: true, shortNames: ['pv'], subresources: ['status'] }),
  kindOf('v1', 'Pod', 'pods', { shortNames: ['po'], categories: ['all'], subresources: ['status', 'log', 'binding'] }),
  kindOf('v1', 'Secret', 'secrets'),
  kindOf('v1', 'ServiceAccount', 'serviceaccounts', { shortNames: ['sa'] }),
  kindOf('v1', 'Service', 'services', { shortNames: ['svc'], categories: ['all'], subresources: ['status'] }),
  kindOf('apps/v1', 'Deployment', 'deployments', { shortNames: ['deploy'], categories: ['all'], subresources: ['status', 'scale'] }),
  kindOf('apps/v1', 'ReplicaSet', 'replicasets', { shortNames: ['rs'], categories: ['all'], subresources: ['status', 'scale'] }),
  kindOf('batch/v1', 'Job', 'jobs', { categories: ['all'], subresources: ['status'] }),
  kindOf('autoscaling/v2', 'HorizontalPodAutoscaler', 'horizontalpodautoscalers', {
    shortNames: ['hpa'],
    categories: ['all'],
    subresources: ['status'],
  }),
  kindOf('coordination.k8s.io/v1', 'Lease', 'leases'),
  kindOf('discovery.k8s.io/v1', 'EndpointSlice', 'endpointslices'),
  kindOf('events.k8s.io/v1', 'Event', 'events', { shortNames: ['ev'] }),
  kindOf('rbac.authorization.k8s.io/v1', 'ClusterRole', 'clusterroles', { clusterScoped: true }),
  kindOf('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'clusterrolebindings', { clusterScoped: true }),
  kindOf('rbac.authorization.k8s.io/v1', 'Role', 'roles'),
  kindOf('rbac.authorization.k8s.io/v1', 'RoleBinding', 'rolebindings'),
  kindOf('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'customresourcedefinitions', {
    clusterScoped: true,
    shortNames: ['crd', 'crds'],
    categories: ['api-extensions'],
    subresources: ['status'],
  }),
];
