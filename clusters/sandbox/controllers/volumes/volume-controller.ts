import type { PersistentVolume } from 'kubernetes-types/core/v1.d.ts';
import { isReason } from '../../../api-error.ts';
import { persistentVolumes } from '../../../kinds.ts';
import { keyOf, type ObjectKey, type Stored } from '../../../objects.ts';
import { createControlLoop } from '../control-loop.ts';
import type { Controller, ControllerContext } from '../controller-context.ts';

const protection = 'kubernetes.io/pv-protection';

/** Keeps what volumes say of their claims, and deletes those whose claim is gone where their policy says so, with what `removeFiles` removes. */
export function startVolumeController(context: ControllerContext, removeFiles: (claim: ObjectKey) => Promise<void>): Controller {
  const { caches, clock, log } = context;
  const loop = createControlLoop({ name: 'volume', reconcile: (name) => reconcile(context, removeFiles, name), clock, log });
  const stops = [
    caches.persistentVolumes.onChange(({ object }) => loop.enqueue(object.metadata.name)),
    caches.persistentVolumeClaims.onChange(({ object }) => {
      if (object.spec?.volumeName) loop.enqueue(object.spec.volumeName);
    }),
  ];
  return {
    async stop() {
      for (const stop of stops) stop();
      await loop.stop();
    },
  };
}

async function reconcile(context: ControllerContext, removeFiles: (claim: ObjectKey) => Promise<void>, name: string): Promise<undefined> {
  const { caches } = context;
  const volume = caches.persistentVolumes.get({ name });
  if (!volume) return;
  const phase = phaseOf(context, volume);
  if (volume.metadata.deletionTimestamp) return phase === 'Bound' ? undefined : letGo(context, volume);
  const { claimRef, persistentVolumeReclaimPolicy: policy } = volume.spec ?? {};
  if (phase !== volume.status?.phase) await patchPhase(context, volume, phase);
  const isOurs = volume.metadata.annotations?.['pv.kubernetes.io/provisioned-by'];
  if (phase !== 'Released' || policy !== 'Delete' || !isOurs || !claimRef?.name) return;
  const claim = { namespace: claimRef.namespace, name: claimRef.name };
  // Another claim of the same name has the folder now.
  if (!caches.persistentVolumeClaims.get(claim)) await removeFiles(claim);
  await unlessGone(() => context.cluster.delete(persistentVolumes, keyOf(volume)));
}

function phaseOf({ caches }: ControllerContext, { spec, status }: Stored<PersistentVolume>): string {
  const reference = spec?.claimRef;
  if (!reference) return 'Available';
  if (!reference.uid) return status?.phase === 'Bound' ? 'Bound' : 'Available';
  const claim = caches.persistentVolumeClaims.get({ namespace: reference.namespace, name: reference.name ?? '' });
  return claim?.metadata.uid === reference.uid ? 'Bound' : 'Released';
}

function patchPhase({ cluster }: ControllerContext, volume: Stored<PersistentVolume>, phase: string): Promise<void> {
  return unlessGone(() =>
    cluster.patch(persistentVolumes, keyOf(volume), { type: 'merge', body: { status: { phase } } }, { subresource: 'status' }),
  );
}

async function letGo({ cluster }: ControllerContext, volume: Stored<PersistentVolume>): Promise<undefined> {
  const present = volume.metadata.finalizers ?? [];
  if (!present.includes(protection)) return;
  const finalizers = present.filter((finalizer) => finalizer !== protection);
  const body = { metadata: { resourceVersion: volume.metadata.resourceVersion, finalizers } };
  await unlessGone(() => cluster.patch(persistentVolumes, keyOf(volume), { type: 'merge', body }));
}

async function unlessGone(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error;
  }
}
