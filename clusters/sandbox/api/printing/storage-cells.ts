import type { CSIDriver, CSINode, StorageClass, VolumeAttachment } from 'kubernetes-types/storage/v1.d.ts';
import { age, type Cell, cell, name } from './common-columns.ts';

interface Claim {
  metadata: { deletionTimestamp?: string };
  status?: { allocation?: object; reservedFor?: object[] };
}

interface Slice {
  spec?: { nodeName?: string; driver: string; pool: { name: string } };
}

export const storageCells: Record<string, readonly Cell[]> = {
  'storage.k8s.io/csidrivers': [
    name,
    cell<CSIDriver>(({ spec }) => spec.attachRequired ?? true),
    cell<CSIDriver>(({ spec }) => spec.podInfoOnMount ?? false),
    cell<CSIDriver>(({ spec }) => spec.storageCapacity ?? false),
    cell<CSIDriver>(({ spec }) => spec.tokenRequests?.map(({ audience }) => audience).join(',') ?? '<unset>'),
    cell<CSIDriver>(({ spec }) => spec.requiresRepublish ?? false),
    cell<CSIDriver>(({ spec }) => spec.volumeLifecycleModes?.join(',') || '<none>'),
    age,
  ],
  'storage.k8s.io/csinodes': [name, cell<CSINode>(({ spec }) => spec.drivers?.length ?? 0), age],
  'storage.k8s.io/storageclasses': [
    cell<StorageClass>(nameWithDefault),
    cell<StorageClass>(({ provisioner }) => provisioner),
    cell<StorageClass>(({ reclaimPolicy }) => reclaimPolicy ?? 'Delete'),
    cell<StorageClass>(({ volumeBindingMode }) => volumeBindingMode ?? 'Immediate'),
    cell<StorageClass>(({ allowVolumeExpansion }) => allowVolumeExpansion ?? false),
    age,
  ],
  'storage.k8s.io/volumeattachments': [
    name,
    cell<VolumeAttachment>(({ spec }) => spec.attacher),
    cell<VolumeAttachment>(({ spec }) => spec.source.persistentVolumeName ?? ''),
    cell<VolumeAttachment>(({ spec }) => spec.nodeName),
    cell<VolumeAttachment>(({ status }) => status?.attached ?? false),
    age,
  ],
  'storage.k8s.io/volumeattributesclasses': [name, cell<{ driverName?: string }>(({ driverName }) => driverName ?? ''), age],
  'resource.k8s.io/resourceclaims': [name, cell<Claim>(claimState), age],
  'resource.k8s.io/resourceslices': [
    name,
    cell<Slice>(({ spec }) => spec?.nodeName ?? ''),
    cell<Slice>(({ spec }) => spec?.driver ?? ''),
    cell<Slice>(({ spec }) => spec?.pool.name ?? ''),
    age,
  ],
};

const DEFAULTS = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class'];

function nameWithDefault({ metadata }: StorageClass): string {
  const isDefault = DEFAULTS.some((annotation) => metadata?.annotations?.[annotation] === 'true');
  return `${metadata?.name}${isDefault ? ' (default)' : ''}`;
}

function claimState({ metadata, status }: Claim): string {
  const states = metadata.deletionTimestamp ? ['deleted'] : [];
  if (status?.allocation) states.push('allocated', ...(status.reservedFor?.length ? ['reserved'] : []));
  else if (!metadata.deletionTimestamp) states.push('pending');
  return states.join(',');
}
