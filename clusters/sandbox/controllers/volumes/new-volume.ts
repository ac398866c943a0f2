import type { ObjectReference, PersistentVolume, PersistentVolumeClaim } from 'kubernetes-types/core/v1.d.ts';
import type { StorageClass } from 'kubernetes-types/storage/v1.d.ts';
import type { Stored } from '../../../objects.ts';

/** The volume that a class makes for a claim. The path only says where its folder would be on a node. */
export function volumeFor(claim: Stored<PersistentVolumeClaim>, storageClass: Stored<StorageClass>): PersistentVolume {
  const { metadata, spec } = claim;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      name: `pvc-${metadata.uid}`,
      annotations: { 'pv.kubernetes.io/provisioned-by': storageClass.provisioner },
    },
    spec: {
      accessModes: spec?.accessModes ?? [],
      capacity: { storage: spec?.resources?.requests?.['storage'] ?? '0' },
      claimRef: referenceTo(claim),
      persistentVolumeReclaimPolicy: storageClass.reclaimPolicy ?? 'Delete',
      storageClassName: storageClass.metadata.name,
      volumeMode: spec?.volumeMode ?? 'Filesystem',
      hostPath: { path: `/var/lib/slipway/claims/${metadata.namespace}/${metadata.name}`, type: '' },
    },
  };
}

export function referenceTo({ metadata }: Stored<PersistentVolumeClaim>): ObjectReference {
  const { namespace = '', name, uid, resourceVersion } = metadata;
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid, resourceVersion };
}
