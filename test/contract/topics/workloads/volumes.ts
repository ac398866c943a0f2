import type { PersistentVolume, PersistentVolumeClaim, PersistentVolumeClaimSpec } from 'kubernetes-types/core/v1.d.ts';
import type { StorageClass } from 'kubernetes-types/storage/v1.d.ts';
import { expect } from 'vitest';
import { events, persistentVolumeClaims, persistentVolumes, pods, storageClasses } from '../../../../clusters/kinds.ts';
import type { ObjectKey, Stored } from '../../../../clusters/objects.ts';
import { eventually } from '../../../helpers/eventually.ts';
import type { ContractContext } from '../../contract.ts';
import { podImage } from '../../pod-image.ts';

const patience = { timeoutMs: 40_000 };

export function declareVolumes(context: ContractContext): void {
  declareStatic(context);
  declareWaiting(context);
  declareProvisioned(context);
}

function declareStatic(context: ContractContext): void {
  const { it } = context;

  it('binds a claim to the smallest volume that is large enough, and releases it with the claim', async () => {
    const storageClassName = `${context.namespace}-hand`;
    for (const [name, storage] of [
      ['large', '5Gi'],
      ['fits', '2Gi'],
      ['small', '1Gi'],
    ] as const) {
      await context.cluster.create(persistentVolumes, volumeOf(`${context.namespace}-${name}`, storage, storageClassName));
    }
    // A claim takes what is known when it is looked at: all three must be.
    await eventually(async () => {
      const { items } = await context.cluster.list(persistentVolumes);
      return items.filter(({ spec, status }) => spec?.storageClassName === storageClassName && status?.phase === 'Available').length === 3;
    });
    await context.cluster.create(persistentVolumeClaims, claimOf(context, 'by-hand', '2Gi', { storageClassName }));
    const claim = await bound(context, 'by-hand');
    expect(claim.spec?.volumeName).toBe(`${context.namespace}-fits`);
    expect(claim.status).toMatchObject({ phase: 'Bound', accessModes: ['ReadWriteOnce'], capacity: { storage: '2Gi' } });
    expect(claim.metadata.finalizers).toEqual(['kubernetes.io/pvc-protection']);
    expect(claim.metadata.annotations).toMatchObject({
      'pv.kubernetes.io/bind-completed': 'yes',
      'pv.kubernetes.io/bound-by-controller': 'yes',
    });
    const volume = await context.cluster.get(persistentVolumes, { name: `${context.namespace}-fits` });
    expect(volume).toMatchObject({
      metadata: { finalizers: ['kubernetes.io/pv-protection'] },
      spec: { claimRef: { kind: 'PersistentVolumeClaim', namespace: context.namespace, name: 'by-hand', uid: claim.metadata.uid } },
      status: { phase: 'Bound' },
    });
    const { status: free } = await context.cluster.get(persistentVolumes, { name: `${context.namespace}-large` });
    expect(free?.phase).toBe('Available');
    await context.cluster.delete(persistentVolumeClaims, { namespace: context.namespace, name: 'by-hand' });
    await eventually(async () => {
      const { status } = await context.cluster.get(persistentVolumes, { name: `${context.namespace}-fits` });
      return status?.phase === 'Released';
    }, patience);
    for (const name of ['large', 'fits', 'small'])
      await context.cluster.delete(persistentVolumes, { name: `${context.namespace}-${name}` });
  });

  it('keeps a claim that a pod uses until the pod is gone', async () => {
    const key = { namespace: context.namespace, name: 'used' };
    const storageClassName = `${context.namespace}-used`;
    await context.cluster.create(persistentVolumes, volumeOf(`${context.namespace}-used`, '1Gi', storageClassName));
    await context.cluster.create(persistentVolumeClaims, claimOf(context, 'used', '1Gi', { storageClassName }));
    await bound(context, 'used');
    const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'used' } }];
    await context.cluster.create(pods, {
      metadata: { ...key, name: 'user' },
      spec: { volumes, containers: [{ name: 'main', image: 'example:1' }] },
    });
    await eventually(async () => (await context.cluster.get(pods, { ...key, name: 'user' })).spec?.nodeName, patience);
    await context.cluster.delete(persistentVolumeClaims, key);
    expect((await context.cluster.get(persistentVolumeClaims, key)).metadata.deletionTimestamp).toBeTruthy();
    await context.cluster.delete(pods, { ...key, name: 'user' }, { gracePeriodSeconds: 0 });
    await eventually(() => isGone(context.cluster.get(persistentVolumeClaims, key)), patience);
    await context.cluster.delete(persistentVolumes, { name: `${context.namespace}-used` });
  });
}

function declareWaiting(context: ContractContext): void {
  const { it } = context;

  it('gives a claim neither more than its class allows nor less than it has', async () => {
    const key = { namespace: context.namespace, name: 'fixed' };
    const name = `${context.namespace}-fixed`;
    await context.cluster.create(storageClasses, { metadata: { name }, provisioner: 'example.com/nothing', allowVolumeExpansion: false });
    await context.cluster.create(persistentVolumes, volumeOf(name, '2Gi', name));
    await context.cluster.create(persistentVolumeClaims, claimOf(context, key.name, '1Gi', { storageClassName: name }));
    await bound(context, key.name);
    const ask = (storage: string) =>
      context.cluster.patch(persistentVolumeClaims, key, { type: 'merge', body: { spec: { resources: { requests: { storage } } } } });
    await expect(ask('3Gi')).rejects.toMatchObject({
      code: 403,
      reason: 'Forbidden',
      message:
        'persistentvolumeclaims "fixed" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
    });
    await expect(ask('512Mi')).rejects.toMatchObject({
      code: 422,
      reason: 'Invalid',
      message:
        'PersistentVolumeClaim "fixed" is invalid: spec.resources.requests.storage: Forbidden: field can not be less than status.capacity',
    });
    expect((await ask('1024Mi')).status?.phase).toBe('Bound');
    await context.cluster.patch(storageClasses, { name }, { type: 'merge', body: { allowVolumeExpansion: true } });
    expect((await ask('3Gi')).spec?.resources?.requests).toEqual({ storage: '3Gi' });
    await context.cluster.delete(persistentVolumeClaims, key);
    await context.cluster.delete(persistentVolumes, { name });
    await context.cluster.delete(storageClasses, { name });
  });

  it('holds a pod back until its claim is there and has its volume', async () => {
    const key = { namespace: context.namespace, name: 'awaited' };
    const storageClassName = `${context.namespace}-awaited`;
    const volume = { name: storageClassName };
    const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: key.name } }];
    await context.cluster.create(pods, { metadata: key, spec: { volumes, containers: [{ name: 'main', image: 'example:1' }] } });
    const told = (message: RegExp) =>
      eventually(async () => {
        const { status } = await context.cluster.get(pods, key);
        const scheduled = status?.conditions?.find(({ type }) => type === 'PodScheduled');
        return scheduled?.status === 'False' && scheduled.reason === 'Unschedulable' && message.test(scheduled.message ?? '');
      }, patience);
    await told(/^0\/\d+ nodes are available: persistentvolumeclaim "awaited" not found\. not found$/);
    await context.cluster.create(persistentVolumeClaims, claimOf(context, key.name, '1Gi', { storageClassName }));
    await told(/^0\/\d+ nodes are available: pod has unbound immediate PersistentVolumeClaims\. not found$/);
    await context.cluster.create(persistentVolumes, volumeOf(volume.name, '1Gi', storageClassName));
    await eventually(async () => (await context.cluster.get(pods, key)).spec?.nodeName, patience);
    await context.cluster.delete(pods, key, { gracePeriodSeconds: 0 });
    await context.cluster.delete(persistentVolumeClaims, key);
    await context.cluster.delete(persistentVolumes, volume);
  });
}

function declareProvisioned(context: ContractContext): void {
  const { it, itWithPods } = context;
  const name = (what: string) => `${context.namespace}-${what}`;

  it('lets a claim wait for its first pod where its class says so, and for a class that is not there', async () => {
    const storageClass: StorageClass = {
      metadata: { name: name('later') },
      provisioner: 'example.com/nothing',
      volumeBindingMode: 'WaitForFirstConsumer',
    };
    expect(await context.cluster.create(storageClasses, storageClass)).toMatchObject({ reclaimPolicy: 'Delete' });
    await context.cluster.create(persistentVolumeClaims, claimOf(context, 'later', '1Gi', { storageClassName: name('later') }));
    await context.cluster.create(persistentVolumeClaims, claimOf(context, 'astray', '1Gi', { storageClassName: name('missing') }));
    await context.cluster.create(persistentVolumeClaims, claimOf(context, 'classless', '1Gi', { storageClassName: '' }));
    const told = async (claim: string) => {
      const { items } = await context.cluster.list(events, { namespace: context.namespace, fieldSelector: `involvedObject.name=${claim}` });
      const found = items.find(({ involvedObject }) => involvedObject.kind === 'PersistentVolumeClaim');
      return found && [found.type, found.reason, found.message];
    };
    expect(await eventually(() => told('later'), patience)).toEqual([
      'Normal',
      'WaitForFirstConsumer',
      'waiting for first consumer to be created before binding',
    ]);
    expect(await eventually(() => told('astray'), patience)).toEqual([
      'Warning',
      'ProvisioningFailed',
      `storageclass.storage.k8s.io "${name('missing')}" not found`,
    ]);
    expect(await eventually(() => told('classless'), patience)).toEqual([
      'Normal',
      'FailedBinding',
      'no persistent volumes available for this claim and no storage class is set',
    ]);
    for (const claim of ['later', 'astray', 'classless']) {
      const key = { namespace: context.namespace, name: claim };
      expect((await context.cluster.get(persistentVolumeClaims, key)).status).toEqual({ phase: 'Pending' });
      await context.cluster.delete(persistentVolumeClaims, key);
    }
    await context.cluster.delete(storageClasses, { name: name('later') });
  });

  itWithPods('makes a volume of the default class for the first pod, larger when asked, and deletes it with the claim', async () => {
    const key = { namespace: context.namespace, name: 'provisioned' };
    const created = await context.cluster.create(persistentVolumeClaims, claimOf(context, 'provisioned', '1Gi'));
    expect(created.spec?.storageClassName).toBe('standard');
    const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'provisioned' } }];
    await context.cluster.create(pods, {
      metadata: { ...key, name: 'first' },
      spec: { volumes, containers: [{ name: 'main', image: podImage, command: ['sleep', '60'] }] },
    });
    const claim = await bound(context, 'provisioned');
    const volume = { name: `pvc-${claim.metadata.uid}` };
    expect(await context.cluster.get(persistentVolumes, volume)).toMatchObject({
      spec: { capacity: { storage: '1Gi' }, persistentVolumeReclaimPolicy: 'Delete', storageClassName: 'standard' },
      status: { phase: 'Bound' },
    });
    const { allowVolumeExpansion } = await context.cluster.get(storageClasses, { name: 'standard' });
    if (allowVolumeExpansion) await growTo(context, key, '2Gi');
    await context.cluster.delete(pods, { ...key, name: 'first' }, { gracePeriodSeconds: 0 });
    await context.cluster.delete(persistentVolumeClaims, key);
    await eventually(() => isGone(context.cluster.get(persistentVolumes, volume)), patience);
  });
}

async function growTo({ cluster }: ContractContext, key: ObjectKey, storage: string): Promise<void> {
  const body = { spec: { resources: { requests: { storage } } } };
  await cluster.patch(persistentVolumeClaims, key, { type: 'merge', body });
  await eventually(async () => (await cluster.get(persistentVolumeClaims, key)).status?.capacity?.['storage'] === storage, patience);
}

function volumeOf(name: string, storage: string, storageClassName: string): PersistentVolume {
  const spec = { accessModes: ['ReadWriteOnce'], capacity: { storage }, storageClassName, hostPath: { path: '/nowhere' } };
  return { metadata: { name }, spec: { ...spec, persistentVolumeReclaimPolicy: 'Retain' } };
}

function claimOf(
  { namespace }: ContractContext,
  name: string,
  storage: string,
  spec: PersistentVolumeClaimSpec = {},
): PersistentVolumeClaim {
  return { metadata: { name, namespace }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } }, ...spec } };
}

function bound({ cluster, namespace }: ContractContext, name: string): Promise<Stored<PersistentVolumeClaim>> {
  return eventually(async () => {
    const claim = await cluster.get(persistentVolumeClaims, { namespace, name });
    return claim.status?.phase === 'Bound' && claim;
  }, patience);
}

function isGone(reading: Promise<unknown>): Promise<boolean> {
  return reading.then(
    () => false,
    ({ code }) => code === 404,
  );
}
