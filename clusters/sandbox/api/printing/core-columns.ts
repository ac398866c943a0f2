import type { CustomResourceDefinition } from 'kubernetes-types/apiextensions/v1.d.ts';
import type { Lease } from 'kubernetes-types/coordination/v1.d.ts';
import type {
  ConfigMap,
  Event,
  Namespace,
  Node,
  PersistentVolume,
  PersistentVolumeClaim,
  Secret,
  Service,
} from 'kubernetes-types/core/v1.d.ts';
import type { EndpointSlice } from 'kubernetes-types/discovery/v1.d.ts';
import type { ClusterRoleBinding } from 'kubernetes-types/rbac/v1.d.ts';
import type { Column } from './column.ts';
import { ageColumn, ageOf, labelsText, nameColumn, numberColumn, textColumn } from './common-columns.ts';
import {
  endpointAddresses,
  eventSource,
  externalAddress,
  nodeRoles,
  nodeStatus,
  portsText,
  slicePorts,
  volumeModes,
} from './core-texts.ts';

const eventColumns: readonly Column[] = [
  textColumn<Event>('Last Seen', (event, now) => ageOf(event.lastTimestamp || event.eventTime || event.metadata.creationTimestamp, now)),
  textColumn<Event>('Type', ({ type }) => type ?? ''),
  textColumn<Event>('Reason', ({ reason }) => reason ?? ''),
  textColumn<Event>('Object', ({ involvedObject }) => `${involvedObject?.kind?.toLowerCase() ?? ''}/${involvedObject?.name ?? ''}`),
  textColumn<Event>('Subobject', ({ involvedObject }) => involvedObject?.fieldPath ?? '', true),
  textColumn<Event>('Source', eventSource, true),
  textColumn<Event>('Message', ({ message }) => message?.trim() ?? ''),
  textColumn<Event>(
    'First Seen',
    (event, now) => ageOf(event.firstTimestamp || event.eventTime || event.metadata.creationTimestamp, now),
    true,
  ),
  textColumn<Event>('Count', ({ count }) => count ?? 1, true),
  { ...nameColumn, priority: 1 },
];

const creationColumn = textColumn<Namespace>('Created At', ({ metadata }) => metadata?.creationTimestamp ?? '');

const bindingColumns: readonly Column[] = [
  nameColumn,
  textColumn<ClusterRoleBinding>('Role', ({ roleRef }) => `${roleRef?.kind}/${roleRef?.name}`),
  ageColumn,
  textColumn<ClusterRoleBinding>('Users', (binding) => subjects(binding, 'User'), true),
  textColumn<ClusterRoleBinding>('Groups', (binding) => subjects(binding, 'Group'), true),
  textColumn<ClusterRoleBinding>('ServiceAccounts', (binding) => subjects(binding, 'ServiceAccount'), true),
];

export const coreColumns: Record<string, readonly Column[]> = {
  events: eventColumns,
  'events.k8s.io/events': eventColumns,
  namespaces: [nameColumn, textColumn<Namespace>('Status', ({ status }) => status?.phase ?? ''), ageColumn],
  nodes: [
    nameColumn,
    textColumn<Node>('Status', nodeStatus),
    textColumn<Node>('Roles', nodeRoles),
    ageColumn,
    textColumn<Node>('Version', ({ status }) => status?.nodeInfo?.kubeletVersion ?? ''),
    textColumn<Node>(
      'Internal-IP',
      ({ status }) => status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '<none>',
      true,
    ),
    textColumn<Node>(
      'External-IP',
      ({ status }) => status?.addresses?.find(({ type }) => type === 'ExternalIP')?.address ?? '<none>',
      true,
    ),
    textColumn<Node>('OS-Image', ({ status }) => status?.nodeInfo?.osImage || '<unknown>', true),
    textColumn<Node>('Kernel-Version', ({ status }) => status?.nodeInfo?.kernelVersion || '<unknown>', true),
    textColumn<Node>('Container-Runtime', ({ status }) => status?.nodeInfo?.containerRuntimeVersion || '<unknown>', true),
  ],
  services: [
    nameColumn,
    textColumn<Service>('Type', ({ spec }) => spec?.type ?? ''),
    textColumn<Service>('Cluster-IP', ({ spec }) => spec?.clusterIP || '<none>'),
    textColumn<Service>('External-IP', externalAddress),
    textColumn<Service>('Port(s)', portsText),
    ageColumn,
    textColumn<Service>('Selector', ({ spec }) => labelsText(spec?.selector), true),
  ],
  'discovery.k8s.io/endpointslices': [
    nameColumn,
    textColumn<EndpointSlice>('AddressType', ({ addressType }) => addressType ?? ''),
    textColumn<EndpointSlice>('Ports', slicePorts),
    textColumn<EndpointSlice>('Endpoints', endpointAddresses),
    ageColumn,
  ],
  configmaps: [
    nameColumn,
    textColumn<ConfigMap>('Data', ({ data, binaryData }) => Object.keys(data ?? {}).length + Object.keys(binaryData ?? {}).length),
    ageColumn,
  ],
  secrets: [
    nameColumn,
    textColumn<Secret>('Type', ({ type }) => type ?? ''),
    textColumn<Secret>('Data', ({ data }) => Object.keys(data ?? {}).length),
    ageColumn,
  ],
  persistentvolumeclaims: [
    nameColumn,
    textColumn<PersistentVolumeClaim>('Status', ({ metadata, status }) =>
      metadata?.deletionTimestamp ? 'Terminating' : (status?.phase ?? ''),
    ),
    textColumn<PersistentVolumeClaim>('Volume', ({ spec }) => spec?.volumeName ?? ''),
    textColumn<PersistentVolumeClaim>('Capacity', ({ status }) => capacity(status)),
    textColumn<PersistentVolumeClaim>('Access Modes', ({ status }) => volumeModes(status?.accessModes)),
    textColumn<PersistentVolumeClaim>('StorageClass', ({ spec }) => spec?.storageClassName ?? ''),
    textColumn<PersistentVolumeClaim>('VolumeAttributesClass', () => '<unset>'),
    ageColumn,
    textColumn<PersistentVolumeClaim>('VolumeMode', ({ spec }) => spec?.volumeMode ?? '<unset>', true),
  ],
  persistentvolumes: [
    nameColumn,
    textColumn<PersistentVolume>('Capacity', ({ spec }) => capacity(spec)),
    textColumn<PersistentVolume>('Access Modes', ({ spec }) => volumeModes(spec?.accessModes)),
    textColumn<PersistentVolume>('Reclaim Policy', ({ spec }) => spec?.persistentVolumeReclaimPolicy ?? ''),
    textColumn<PersistentVolume>('Status', ({ status }) => status?.phase ?? ''),
    textColumn<PersistentVolume>('Claim', ({ spec }) => (spec?.claimRef ? `${spec.claimRef.namespace}/${spec.claimRef.name}` : '')),
    textColumn<PersistentVolume>('StorageClass', ({ spec }) => spec?.storageClassName ?? ''),
    ageColumn,
  ],
  'coordination.k8s.io/leases': [nameColumn, textColumn<Lease>('Holder', ({ spec }) => spec?.holderIdentity ?? ''), ageColumn],
  'apiextensions.k8s.io/customresourcedefinitions': [nameColumn, creationOf<CustomResourceDefinition>()],
  'rbac.authorization.k8s.io/clusterroles': [nameColumn, creationColumn],
  'rbac.authorization.k8s.io/roles': [nameColumn, creationColumn],
  'rbac.authorization.k8s.io/clusterrolebindings': bindingColumns,
  'rbac.authorization.k8s.io/rolebindings': bindingColumns,
  'autoscaling/horizontalpodautoscalers': [
    nameColumn,
    numberColumn<{ spec: { maxReplicas: number } }>('MaxPods', ({ spec }) => spec.maxReplicas),
    ageColumn,
  ],
};

function creationOf<T extends { metadata?: { creationTimestamp?: string } }>(): Column {
  return textColumn<T>('Created At', ({ metadata }) => metadata?.creationTimestamp ?? '');
}

function subjects({ subjects: all = [] }: ClusterRoleBinding, kind: string): string {
  return all
    .filter((subject) => subject.kind === kind)
    .map(({ namespace, name }) => (namespace ? `${namespace}/${name}` : name))
    .join(', ');
}

function capacity(holder: object | undefined): string {
  return (holder as { capacity?: { storage?: string } } | undefined)?.capacity?.storage ?? '';
}
