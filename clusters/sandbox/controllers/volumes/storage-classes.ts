import type { StorageClass } from 'kubernetes-types/storage/v1.d.ts';
import { isReason } from '../../../api-error.ts';
import type { Cluster } from '../../../cluster.ts';
import { storageClasses } from '../../../kinds.ts';

const provisioner = 'sandbox.slipway.dev/folder';
const isDefault = { 'storageclass.kubernetes.io/is-default-class': 'true' };

/** The default waits for the first pod, as on most clusters; the other one does not. */
const classes: readonly StorageClass[] = [
  {
    metadata: { name: 'standard', annotations: isDefault },
    provisioner,
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'WaitForFirstConsumer',
    allowVolumeExpansion: true,
  },
  {
    metadata: { name: 'standard-immediate' },
    provisioner,
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'Immediate',
    allowVolumeExpansion: true,
  },
];

/** Creates the sandbox's storage classes where they are missing. */
export async function ensureStorageClasses(cluster: Cluster): Promise<void> {
  for (const storageClass of classes) {
    try {
      await cluster.create(storageClasses, storageClass);
    } catch (error) {
      if (!isReason(error, 'AlreadyExists')) throw error;
    }
  }
}
