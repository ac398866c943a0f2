/** Why a pod cannot be scheduled anywhere yet: its claims are not there, or have no volume. */
import type { PersistentVolumeClaim, Pod } from 'kubernetes-types/core/v1.d.ts';
import type { StorageClass } from 'kubernetes-types/storage/v1.d.ts';
import type { ObjectKey, Stored } from '../../objects.ts';

/** What is known of storage. */
export interface StorageFacts {
  claim(key: ObjectKey): Stored<PersistentVolumeClaim> | undefined;
  storageClass(name: string): Stored<StorageClass> | undefined;
}

/** In the words of kube-scheduler's volume binding; undefined where the claims are no obstacle. */
export function reasonInClaims(pod: Stored<Pod>, facts: StorageFacts): string | undefined {
  const claims: Stored<PersistentVolumeClaim>[] = [];
  for (const name of claimNames(pod)) {
    const claim = facts.claim({ namespace: pod.metadata.namespace, name });
    if (!claim) return `persistentvolumeclaim "${name}" not found`;
    const reason = reasonInClaim(claim);
    if (reason) return reason;
    claims.push(claim);
  }
  const waits = claims.some((claim) => !isBound(claim) && !waitsForPod(claim, facts));
  return waits ? 'pod has unbound immediate PersistentVolumeClaims' : undefined;
}

/** The claims that a pod names. */
export function claimNames({ spec }: Pod): string[] {
  return (spec?.volumes ?? []).flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);
}

function reasonInClaim({ metadata, spec, status }: Stored<PersistentVolumeClaim>): string | undefined {
  const { name } = metadata;
  if (status?.phase === 'Lost') return `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${spec?.volumeName ?? ''}"`;
  return metadata.deletionTimestamp ? `persistentvolumeclaim "${name}" is being deleted` : undefined;
}

function isBound({ metadata, spec }: Stored<PersistentVolumeClaim>): boolean {
  return Boolean(spec?.volumeName) && metadata.annotations?.['pv.kubernetes.io/bind-completed'] !== undefined;
}

// A claim that names its volume is bound without regard to any pod.
function waitsForPod({ spec }: PersistentVolumeClaim, { storageClass }: StorageFacts): boolean {
  return !spec?.volumeName && storageClass(spec?.storageClassName ?? '')?.volumeBindingMode === 'WaitForFirstConsumer';
}
