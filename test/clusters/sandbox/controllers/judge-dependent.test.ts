import type { OwnerReference } from 'kubernetes-types/meta/v1.d.ts';
import { describe, expect, it } from 'vitest';
import { judgeDependent, type OwnerState } from '../../../../clusters/sandbox/controllers/garbage/judge-dependent.ts';
import { aPod } from '../builders.ts';

describe('an object with owners', () => {
  it.each([
    ['stays while its owner does', ['present'], { action: 'keep' }],
    ['goes with its last owner', ['gone'], { action: 'delete', propagation: 'Background' }],
    ['goes when all owners are gone', ['gone', 'gone'], { action: 'delete', propagation: 'Background' }],
    ['goes when an owner waits for it', ['deletingForeground'], { action: 'delete', propagation: 'Background' }],
    [
      'stays for another owner when one waits for it',
      ['deletingForeground', 'present'],
      { action: 'release', ownerReferences: [reference(1)] },
    ],
    [
      'lets go of an owner that is gone while another is there',
      ['gone', 'present'],
      { action: 'release', ownerReferences: [reference(1)] },
    ],
    ['stays without owners', [], { action: 'keep' }],
  ] as [string, OwnerState[], object][])('%s', (_, states, verdict) => {
    const dependent = aPod({ metadata: { ownerReferences: states.map((_state, index) => reference(index)) } });
    expect(judgeDependent(dependent, ({ uid }) => states[Number(uid)] ?? 'present')).toEqual(verdict);
  });

  it('takes its own along first when an owner waits for it', () => {
    const middle = aPod({ name: 'middle', metadata: { ownerReferences: [reference(0)] } });
    expect(judgeDependent(middle, () => 'deletingForeground', [aPod({ name: 'last' })])).toEqual({
      action: 'delete',
      propagation: 'Foreground',
    });
  });

  it('is waited for no longer when one of its own waits too: two would wait for each other for ever', () => {
    const own = aPod({ metadata: { deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: ['foregroundDeletion'] } });
    const middle = aPod({ name: 'middle', metadata: { ownerReferences: [reference(0)] } });
    expect(judgeDependent(middle, () => 'deletingForeground', [own])).toEqual({ action: 'unblock' });
  });

  it('goes as an earlier deletion asked for it', () => {
    const dependent = aPod({ metadata: { finalizers: ['orphan'], ownerReferences: [reference(0)] } });
    expect(judgeDependent(dependent, () => 'gone')).toEqual({ action: 'delete', propagation: 'Orphan' });
  });

  it('is left alone once it is being deleted', () => {
    const dependent = aPod({ metadata: { deletionTimestamp: '2026-01-01T00:00:00Z', ownerReferences: [reference(0)] } });
    expect(judgeDependent(dependent, () => 'gone')).toEqual({ action: 'keep' });
  });
});

function reference(index: number): OwnerReference {
  return { apiVersion: 'v1', kind: 'ConfigMap', name: `owner-${index}`, uid: String(index) };
}
