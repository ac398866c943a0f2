import type { PersistentVolume, PersistentVolumeClaim, PersistentVolumeClaimSpec } from 'kubernetes-types/core/v1.d.ts';
import type { StorageClass } from 'kubernetes-types/storage/v1.d.ts';
import { describe, expect, it } from 'vitest';
import type { Stored } from '../../../../clusters/objects.ts';
import { type ClaimFacts, decideClaim } from '../../../../clusters/sandbox/controllers/volumes/decide-claim.ts';
import { aPod } from '../builders.ts';

describe('a claim', () => {
  it('gets the smallest volume that is large enough', () => {
    const volumes = [
      aVolume('large', '5Gi'),
      aVolume('fits', '2Gi'),
      aVolume('small', '1Gi'),
      aVolume('other', '2Gi', { storageClassName: 'gold' }),
    ];
    expect(decide({ volumes })).toMatchObject({ action: 'bind', volume: { metadata: { name: 'fits' } } });
  });

  it('gets the volume that was set aside for it, and none that is another’s', () => {
    const reserved = aVolume('reserved', '9Gi', { claimRef: { namespace: 'default', name: 'claim' } });
    const taken = aVolume('taken', '2Gi', { claimRef: { namespace: 'default', name: 'claim', uid: 'another' } });
    expect(decide({ volumes: [aVolume('free', '2Gi'), reserved, taken] })).toMatchObject({ volume: { metadata: { name: 'reserved' } } });
    expect(decide({ volumes: [taken] })).toMatchObject({ action: 'wait' });
  });

  it('has one made by its class, at once or for its first pod', () => {
    const later = aClass('later', 'WaitForFirstConsumer');
    const spec = { storageClassName: 'later' };
    const pod = (nodeName?: string) =>
      aPod({ spec: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'claim' } }], ...(nodeName && { nodeName }) } });
    expect(decide({ claim: aClaim({ storageClassName: 'now' }), classes: [aClass('now', 'Immediate')] })).toMatchObject({
      action: 'provision',
    });
    expect(decide({ claim: aClaim(spec), classes: [later] })).toMatchObject({ event: { reason: 'WaitForFirstConsumer' } });
    expect(decide({ claim: aClaim(spec), classes: [later], pods: [pod()] })).toMatchObject({
      event: { reason: 'WaitForPodScheduled', message: 'waiting for pod a to be scheduled' },
    });
    expect(decide({ claim: aClaim(spec), classes: [later], pods: [pod('node')] })).toMatchObject({ action: 'provision' });
  });

  it('takes the default class once there is one', () => {
    const usual = aClass('usual', 'Immediate', { 'storageclass.kubernetes.io/is-default-class': 'true' });
    const { storageClassName: _, ...spec } = aClaim().spec ?? {};
    expect(decide({ claim: { ...aClaim(), spec }, classes: [usual] })).toEqual({ action: 'setClass', name: 'usual' });
  });

  it('is left alone when it is bound or on its way out', () => {
    expect(decide({ claim: { ...aClaim(), status: { phase: 'Bound' } } })).toEqual({ action: 'none' });
    const ending = aClaim();
    expect(decide({ claim: { ...ending, metadata: { ...ending.metadata, deletionTimestamp: 'now' } } })).toEqual({ action: 'none' });
  });
});

function decide(facts: Partial<ClaimFacts>) {
  return decideClaim({ claim: aClaim(), volumes: [], classes: [], pods: [], ...facts });
}

function meta(name: string) {
  return { name, uid: name, resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z' };
}

function aClaim(spec: PersistentVolumeClaimSpec = {}): Stored<PersistentVolumeClaim> {
  const asked = { accessModes: ['ReadWriteOnce'], storageClassName: '', resources: { requests: { storage: '2Gi' } } };
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { ...meta('claim'), namespace: 'default' },
    spec: { ...asked, ...spec },
  };
}

function aVolume(name: string, storage: string, spec: PersistentVolume['spec'] = {}): Stored<PersistentVolume> {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: meta(name),
    spec: { accessModes: ['ReadWriteOnce'], capacity: { storage }, ...spec },
  };
}

function aClass(name: string, volumeBindingMode: string, annotations: Record<string, string> = {}): Stored<StorageClass> {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { ...meta(name), annotations },
    provisioner: 'any',
    volumeBindingMode,
  };
}
