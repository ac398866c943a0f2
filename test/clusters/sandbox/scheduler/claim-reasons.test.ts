import type { PersistentVolumeClaim } from 'kubernetes-types/core/v1.d.ts';
import { describe, expect, it } from 'vitest';
import type { Stored } from '../../../../clusters/objects.ts';
import { reasonInClaims } from '../../../../clusters/sandbox/scheduler/claim-reasons.ts';
import { heldBack } from '../../../../clusters/sandbox/scheduler/place.ts';
import { aPod } from '../builders.ts';

type ClaimWish = Pick<Partial<PersistentVolumeClaim>, 'spec' | 'status'> & { metadata?: PersistentVolumeClaim['metadata'] };

const unbound = 'pod has unbound immediate PersistentVolumeClaims';
const bound: ClaimWish = { metadata: { annotations: { 'pv.kubernetes.io/bind-completed': 'yes' } }, spec: { volumeName: 'volume' } };

/** What is said of a pod with these claims, of which those that are undefined are missing. */
function reasonFor(claims: Record<string, ClaimWish | undefined>): string | undefined {
  const volumes = Object.keys(claims).map((claimName) => ({ name: claimName, persistentVolumeClaim: { claimName } }));
  return reasonInClaims(aPod({ spec: { volumes: [...volumes, { name: 'scratch', emptyDir: {} }] } }), {
    claim: ({ namespace, name }) => {
      const wish = namespace === 'default' ? claims[name] : undefined;
      return wish && ({ ...wish, metadata: { ...wish.metadata, name, namespace } } as Stored<PersistentVolumeClaim>);
    },
    storageClass: (name) => {
      const metadata = { name, uid: name, resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z' };
      const modes: Record<string, string> = { now: 'Immediate', later: 'WaitForFirstConsumer' };
      const volumeBindingMode = modes[name];
      const type = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass' } as const;
      return volumeBindingMode ? { ...type, metadata, provisioner: 'example.com/any', volumeBindingMode } : undefined;
    },
  });
}

describe('a pod with claims', () => {
  it('can be scheduled when each has its volume, or waits for the pod', () => {
    expect(reasonFor({})).toBeUndefined();
    expect(reasonFor({ one: bound, two: { spec: { storageClassName: 'later' } } })).toBeUndefined();
  });

  it('waits for one that is missing', () => {
    expect(reasonFor({ one: bound, two: undefined })).toBe('persistentvolumeclaim "two" not found');
  });

  it('waits for the volume of one that is bound without regard to pods', () => {
    expect(reasonFor({ one: { spec: { storageClassName: 'now' } } })).toBe(unbound);
    expect(reasonFor({ one: { spec: { storageClassName: 'of nowhere' } } })).toBe(unbound);
    expect(reasonFor({ one: { spec: { storageClassName: '' } } })).toBe(unbound);
    expect(reasonFor({ one: { spec: { storageClassName: 'later', volumeName: 'by name' } } })).toBe(unbound);
  });

  it('does not get one that is going, or whose volume is gone', () => {
    const going = { ...bound, metadata: { ...bound.metadata, deletionTimestamp: 'now' } };
    expect(reasonFor({ one: going })).toBe('persistentvolumeclaim "one" is being deleted');
    expect(reasonFor({ one: { ...bound, status: { phase: 'Lost' } } })).toBe(
      'persistentvolumeclaim "one" bound to non-existent persistentvolume "volume"',
    );
  });

  it('is told so with the number of nodes', () => {
    expect(heldBack(3, unbound)).toEqual({ reason: `0/3 nodes are available: ${unbound}. not found` });
  });
});
