import type {
  ConfigMap,
  Endpoints,
  Event,
  Namespace,
  Node,
  PersistentVolume,
  PersistentVolumeClaim,
  ResourceQuota,
  Secret,
  Service,
} from 'kubernetes-types/core/v1.d.ts';
import { age, type Cell, cell, countOf, labelsText, name } from './common-columns.ts';
import {
  addressesOf,
  eventFirstSeen,
  eventLastSeen,
  eventObject,
  eventSource,
  externalAddress,
  nodeAddress,
  nodeKernel,
  nodeRoles,
  nodeStatus,
  portsText,
  quotaText,
  volumeModes,
} from './core-texts.ts';

const eventCells: readonly Cell[] = [
  cell<Event>(eventLastSeen),
  cell<Event>(({ type }) => type ?? ''),
  cell<Event>(({ reason }) => reason ?? ''),
  cell<Event>(eventObject),
  cell<Event>(({ involvedObject }) => involvedObject?.fieldPath ?? ''),
  cell<Event>(eventSource),
  cell<Event>(({ message }) => message?.trim() ?? ''),
  cell<Event>(eventFirstSeen),
  cell<Event>(({ series, count }) => series?.count ?? (count || 1)),
  name,
];

export const coreCells: Record<string, readonly Cell[]> = {
  configmaps: [name, cell<ConfigMap>(({ data, binaryData }) => countOf(data) + countOf(binaryData)), age],
  endpoints: [name, cell<Endpoints>(addressesOf), age],
  events: eventCells,
  'events.k8s.io/events': eventCells,
  namespaces: [name, cell<Namespace>(({ status }) => status?.phase ?? ''), age],
  nodes: [
    name,
    cell<Node>(nodeStatus),
    cell<Node>(nodeRoles),
    age,
    cell<Node>(({ status }) => status?.nodeInfo?.kubeletVersion ?? ''),
    cell<Node>((node) => nodeAddress(node, 'InternalIP')),
    cell<Node>((node) => nodeAddress(node, 'ExternalIP')),
    cell<Node>(({ status }) => status?.nodeInfo?.osImage || '<unknown>'),
    cell<Node>(nodeKernel),
    cell<Node>(({ status }) => status?.nodeInfo?.containerRuntimeVersion || '<unknown>'),
  ],
  persistentvolumeclaims: [
    name,
    cell<PersistentVolumeClaim>(({ metadata, status }) => (metadata?.deletionTimestamp ? 'Terminating' : (status?.phase ?? ''))),
    cell<PersistentVolumeClaim>(({ spec }) => spec?.volumeName ?? ''),
    cell<PersistentVolumeClaim>(({ spec, status }) => (spec?.volumeName ? capacity(status) || '0' : '')),
    cell<PersistentVolumeClaim>(({ spec, status }) => (spec?.volumeName ? volumeModes(status?.accessModes) : '')),
    cell<PersistentVolumeClaim>(({ spec }) => spec?.storageClassName ?? ''),
    attributesClass,
    age,
    volumeMode,
  ],
  persistentvolumes: [
    name,
    cell<PersistentVolume>(({ spec }) => capacity(spec) || '0'),
    cell<PersistentVolume>(({ spec }) => volumeModes(spec?.accessModes)),
    cell<PersistentVolume>(({ spec }) => spec?.persistentVolumeReclaimPolicy ?? ''),
    cell<PersistentVolume>(({ metadata, status }) => (metadata?.deletionTimestamp ? 'Terminating' : (status?.phase ?? ''))),
    cell<PersistentVolume>(({ spec }) => (spec?.claimRef ? `${spec.claimRef.namespace}/${spec.claimRef.name}` : '')),
    cell<PersistentVolume>(({ spec }) => spec?.storageClassName ?? ''),
    attributesClass,
    cell<PersistentVolume>(({ status }) => status?.reason ?? ''),
    age,
    volumeMode,
  ],
  resourcequotas: [
    name,
    cell<ResourceQuota>((quota) => quotaText(quota, { limits: false })),
    cell<ResourceQuota>((quota) => quotaText(quota, { limits: true })),
    age,
  ],
  secrets: [name, cell<Secret>(({ type }) => type ?? ''), cell<Secret>(({ data }) => countOf(data)), age],
  services: [
    name,
    cell<Service>(({ spec }) => spec?.type ?? ''),
    cell<Service>(({ spec }) => spec?.clusterIPs?.[0] ?? '<none>'),
    cell<Service>(externalAddress),
    cell<Service>(portsText),
    age,
    cell<Service>(({ spec }) => labelsText(spec?.selector)),
  ],
};

function attributesClass(object: Parameters<Cell>[0]): string {
  return (object['spec'] as { volumeAttributesClassName?: string } | undefined)?.volumeAttributesClassName ?? '<unset>';
}

function volumeMode(object: Parameters<Cell>[0]): string {
  return (object['spec'] as { volumeMode?: string } | undefined)?.volumeMode ?? '<unset>';
}

function capacity(holder: object | undefined): string {
  return (holder as { capacity?: { storage?: string } } | undefined)?.capacity?.storage ?? '';
}
