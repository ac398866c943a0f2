import { describe, expect, it } from 'vitest';
import { isTrue, setConditions } from '../../../../../engine/operator/runtime/objects/conditions.ts';

const first = Date.UTC(2026, 0, 1);
const ready = { type: 'Ready', status: 'True', reason: 'Fine', message: 'all pods are ready' } as const;

describe('conditions', () => {
  it('keep their transition time while the status stays', () => {
    const before = setConditions(undefined, [ready], { observedGeneration: 1, now: first });
    const after = setConditions(before, [{ ...ready, reason: 'StillFine' }], { observedGeneration: 2, now: first + 60_000 });
    expect(after).toEqual([{ ...ready, reason: 'StillFine', observedGeneration: 2, lastTransitionTime: '2026-01-01T00:00:00Z' }]);
  });

  it('move their transition time when the status changes', () => {
    const before = setConditions(undefined, [ready], { now: first });
    const after = setConditions(before, [{ ...ready, status: 'False' }], { now: first + 60_000 });
    expect(after[0]?.lastTransitionTime).toBe('2026-01-01T00:01:00Z');
    expect(isTrue(after, 'Ready')).toBe(false);
  });

  it('leave those of other types alone', () => {
    const before = setConditions(undefined, [{ ...ready, type: 'Cached' }], { now: first });
    expect(setConditions(before, [ready], { now: first }).map(({ type }) => type)).toEqual(['Cached', 'Ready']);
  });
});
