import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pickBackend } from '../../../engine/gateway/pick/pick-backend.ts';
import { pickTarget } from '../../../engine/gateway/pick/pick-target.ts';

const always = () => true;

function countPicks(weights: number[], picks: number): number[] {
  const choices = weights.map((weight) => ({ weight, current: 0, picked: 0 }));
  for (let turn = 0; turn < picks; turn++) {
    const picked = pickTarget(choices, always);
    if (picked) picked.picked++;
  }
  return choices.map(({ picked }) => picked);
}

describe('picking a target', () => {
  it('is exact over one round of the weights', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 1, maxLength: 6 }), (weights) => {
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        expect(countPicks(weights, total)).toEqual(weights);
      }),
    );
  });

  it('is never further from its share than one request for each target', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 200 }), (shares, picks) => {
        const total = shares.reduce((sum, weight) => sum + weight, 0);
        countPicks(shares, picks).forEach((picked, index) => {
          expect(Math.abs(picked - (picks * (shares[index] ?? 0)) / total)).toBeLessThan(shares.length);
        });
      }),
    );
  });

  it('gives 9 and 1 of every ten for 90 and 10', () => {
    expect(countPicks([90, 10], 10)).toEqual([9, 1]);
    expect(countPicks([90, 10], 100)).toEqual([90, 10]);
  });

  it('passes over what cannot be used, and over weight 0', () => {
    const stable = { weight: 0, current: 0, usable: true };
    const canary = { weight: 10, current: 0, usable: false };
    const other = { weight: 1, current: 0, usable: true };
    expect(pickTarget([stable, canary, other], (choice) => choice.usable)).toBe(other);
    expect(pickTarget([stable, canary], (choice) => choice.usable)).toBeUndefined();
  });
});

describe('picking a backend', () => {
  it('takes one with the fewest requests in flight', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 1, maxLength: 8 }), fc.nat(20), (loads, turn) => {
        const backends = loads.map((inFlight) => ({ inFlight, avoidUntil: 0 }));
        expect(pickBackend({ backends, turn }, 0)?.inFlight).toBe(Math.min(...loads));
      }),
    );
  });

  it('lets equals take turns', () => {
    const backends = [0, 1, 2].map((id) => ({ id, inFlight: 0, avoidUntil: 0 }));
    const pool = { backends, turn: 0 };
    expect([1, 2, 3, 4].map(() => pickBackend(pool, 0)?.id)).toEqual([0, 1, 2, 0]);
  });

  it('uses one that is avoided only when there is no other', () => {
    const avoided = { inFlight: 0, avoidUntil: 100 };
    const busy = { inFlight: 9, avoidUntil: 0 };
    expect(pickBackend({ backends: [avoided, busy], turn: 0 }, 50)).toBe(busy);
    expect(pickBackend({ backends: [avoided, busy], turn: 0 }, 100)).toBe(avoided);
    expect(pickBackend({ backends: [avoided], turn: 0 }, 50)).toBe(avoided);
    expect(pickBackend({ backends: [avoided], turn: 0 }, 50, avoided)).toBeUndefined();
    expect(pickBackend({ backends: [], turn: 0 }, 50)).toBeUndefined();
  });
});
