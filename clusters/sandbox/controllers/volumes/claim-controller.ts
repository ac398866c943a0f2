import type { PersistentVolume, PersistentVolumeClaim } from 'kubernetes-types/core/v1.d.ts';
import type { StorageClass } from 'kubernetes-types/storage/v1.d.ts';
import { isReason } from '../../../api-error.ts';
import { persistentVolumeClaims, persistentVolumes } from '../../../kinds.ts';
import { keyOf, keyText, type Stored } from '../../../objects.ts';
import { createControlLoop } from '../control-loop.ts';
import type { Controller, ControllerContext } from '../controller-context.ts';
import { keyFromText } from '../keys.ts';
import { consumersOf, decideClaim, storageOf } from './decide-claim.ts';
import { referenceTo, volumeFor } from './new-volume.ts';

const protection = 'kubernetes.io/pvc-protection';

/** Binds claims to volumes, makes volumes where a class says so, and lets claims go that no pod uses. */
export function startClaimController(context: ControllerContext): Controller {
  const { caches, clock, log } = context;
  const loop = createControlLoop({ name: 'claim', reconcile: (key) => reconcile(context, key), clock, log });
  const pending = () => caches.persistentVolumeClaims.list().filter(({ status }) => status?.phase !== 'Bound');
  const lookAgain = () => {
    for (const claim of pending()) loop.enqueue(keyText(keyOf(claim)));
  };
  const stops = [
    caches.persistentVolumeClaims.onChange(({ object }) => loop.enqueue(keyText(keyOf(object)))),
    caches.persistentVolumes.onChange(lookAgain),
    caches.storageClasses.onChange(lookAgain),
    caches.pods.onChange(({ object }) => {
      for (const { persistentVolumeClaim } of object.spec?.volumes ?? []) {
        if (persistentVolumeClaim) loop.enqueue(keyText({ namespace: object.metadata.namespace, name: persistentVolumeClaim.claimName }));
      }
    }),
  ];
  return {
    async stop() {
      for (const stop of stops) stop();
      await loop.stop();
    },
  };
}

async function reconcile(context: ControllerContext, key: string): Promise<undefined> {
  const { caches, events } = context;
  const claim = caches.persistentVolumeClaims.get(keyFromText(key));
  if (!claim) return;
  const pods = caches.pods.list(claim.metadata.namespace);
  if (claim.metadata.deletionTimestamp) return consumersOf(claim, pods).length === 0 ? letGo(context, claim) : undefined;
  if (claim.status?.phase === 'Bound') return expand(context, claim);
  const volumes = caches.persistentVolumes.list();
  const decision = decideClaim({ claim, volumes, classes: caches.storageClasses.list(), pods });
  if (decision.action === 'wait') events.record(claim, decision.event);
  if (decision.action === 'setClass') await patchClaim(context, claim, { spec: { storageClassName: decision.name } });
  if (decision.action === 'provision') await provision(context, claim, decision.storageClass);
  if (decision.action === 'bind') await bind(context, claim, decision.volume);
}

async function provision(
  { cluster, events }: ControllerContext,
  claim: Stored<PersistentVolumeClaim>,
  storageClass: Stored<StorageClass>,
): Promise<void> {
  const volume = volumeFor(claim, storageClass);
  try {
    await cluster.create(persistentVolumes, volume);
  } catch (error) {
    if (!isReason(error, 'AlreadyExists')) throw error;
  }
  const message = `Successfully provisioned volume ${volume.metadata?.name}`;
  events.record(claim, { type: 'Normal', reason: 'ProvisioningSucceeded', message });
  // The volume's own change leads to the binding.
}

/** The volume first: it says whose it is, so that a crash in between gives it to nobody else. */
async function bind(context: ControllerContext, claim: Stored<PersistentVolumeClaim>, volume: Stored<PersistentVolume>): Promise<void> {
  const { cluster } = context;
  const chosen = claim.spec?.volumeName ? {} : { 'pv.kubernetes.io/bound-by-controller': 'yes' };
  if (volume.spec?.claimRef?.uid !== claim.metadata.uid) {
    const body = {
      metadata: { annotations: chosen, resourceVersion: volume.metadata.resourceVersion },
      spec: { claimRef: referenceTo(claim) },
    };
    await cluster.patch(persistentVolumes, keyOf(volume), { type: 'merge', body });
  }
  await cluster.patch(persistentVolumes, keyOf(volume), { type: 'merge', body: { status: { phase: 'Bound' } } }, { subresource: 'status' });
  const provisioner = volume.metadata.annotations?.['pv.kubernetes.io/provisioned-by'];
  const annotations = {
    'pv.kubernetes.io/bind-completed': 'yes',
    ...chosen,
    ...(provisioner && {
      'volume.beta.kubernetes.io/storage-provisioner': provisioner,
      'volume.kubernetes.io/storage-provisioner': provisioner,
    }),
  };
  await patchClaim(context, claim, { metadata: { annotations }, spec: { volumeName: volume.metadata.name } });
  const { accessModes, capacity } = volume.spec ?? {};
  await patchStatus(context, claim, { phase: 'Bound', ...(accessModes && { accessModes }), ...(capacity && { capacity }) });
}

/** A claim that asks for more, of a class that can give it, gets it. */
async function expand(context: ControllerContext, claim: Stored<PersistentVolumeClaim>): Promise<undefined> {
  const { caches, cluster } = context;
  const storage = claim.spec?.resources?.requests?.['storage'];
  const volume = caches.persistentVolumes.get({ name: claim.spec?.volumeName ?? '' });
  const storageClass = caches.storageClasses.get({ name: claim.spec?.storageClassName ?? '' });
  if (!storage || !volume || !storageClass?.allowVolumeExpansion) return;
  if (storageOf({ storage }) <= storageOf(claim.status?.capacity)) return;
  await cluster.patch(persistentVolumes, keyOf(volume), { type: 'merge', body: { spec: { capacity: { storage } } } });
  await patchStatus(context, claim, { capacity: { storage } });
}

async function letGo({ cluster }: ControllerContext, claim: Stored<PersistentVolumeClaim>): Promise<undefined> {
  const present = claim.metadata.finalizers ?? [];
  if (!present.includes(protection)) return;
  const finalizers = present.filter((finalizer) => finalizer !== protection);
  const body = { metadata: { resourceVersion: claim.metadata.resourceVersion, finalizers } };
  await unlessGone(() => cluster.patch(persistentVolumeClaims, keyOf(claim), { type: 'merge', body }));
}

function patchClaim({ cluster }: ControllerContext, claim: Stored<PersistentVolumeClaim>, body: object): Promise<void> {
  return unlessGone(() => cluster.patch(persistentVolumeClaims, keyOf(claim), { type: 'merge', body }));
}

function patchStatus({ cluster }: ControllerContext, claim: Stored<PersistentVolumeClaim>, status: object): Promise<void> {
  return unlessGone(() =>
    cluster.patch(persistentVolumeClaims, keyOf(claim), { type: 'merge', body: { status } }, { subresource: 'status' }),
  );
}

async function unlessGone(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error;
  }
}
