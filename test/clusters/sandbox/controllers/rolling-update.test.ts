import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type RevisionCount,
  rollingUpdate,
  rolloutBounds,
  scaleProportionally,
} from '../../../../clusters/sandbox/controllers/deployment/rolling-update.ts';

describe('bounds of a rollout', () => {
  it.each([
    { replicas: 4, asked: ['25%', '25%'], bounds: [1, 1] },
    { replicas: 3, asked: ['25%', '25%'], bounds: [1, 0] },
    { replicas: 10, asked: [2, 3], bounds: [2, 3] },
    { replicas: 1, asked: ['25%', '25%'], bounds: [1, 0] },
    { replicas: 3, asked: [0, 0], bounds: [0, 1] },
    { replicas: 2, asked: [0, 5], bounds: [0, 2] },
  ])('of $replicas replicas with $asked are $bounds', ({ replicas, asked: [surge, unavailable], bounds: [maxSurge, maxUnavailable] }) => {
    expect(rolloutBounds(replicas, surge, unavailable)).toEqual({ replicas, maxSurge, maxUnavailable });
  });
});

describe('a rolling update', () => {
  it('first makes new pods, as many as the surge allows', () => {
    const next = rollingUpdate(rolloutBounds(4, 1, 1), count('new', 0), [count('old', 4)]);
    expect([...next]).toEqual([['new', 1]]);
  });

  it('then takes old pods away, down to what must stay available', () => {
    const next = rollingUpdate(rolloutBounds(4, 1, 1), count('new', 1, 0), [count('old', 4)]);
    expect([...next]).toEqual([['old', 3]]);
  });

  it('takes away broken old pods before working ones', () => {
    const next = rollingUpdate(rolloutBounds(4, 0, 1), count('new', 0), [count('old', 4, 3)]);
    expect([...next]).toEqual([['old', 3]]);
  });

  it('moves nothing when new pods do not come up and nothing may be missing', () => {
    expect(rollingUpdate(rolloutBounds(3, 1, 0), count('new', 1, 0), [count('old', 3)]).size).toBe(0);
  });

  it('never passes the surge, never falls below what must stay available, and arrives', () => {
    const start = fc.record({
      replicas: fc.integer({ min: 1, max: 12 }),
      surge: fc.integer({ min: 0, max: 4 }),
      unavailable: fc.integer({ min: 0, max: 4 }),
      old: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(start, ({ replicas, surge, unavailable, old }) => {
        const bounds = rolloutBounds(replicas, surge, unavailable);
        const minAvailable = replicas - bounds.maxUnavailable;
        const olds = split(replicas, old);
        const fresh = count('new', 0);
        for (let step = 0; fresh.wanted < replicas || fresh.available < replicas || olds.some(({ wanted }) => wanted > 0); step++) {
          expect(step).toBeLessThan(200);
          apply(rollingUpdate(bounds, fresh, olds), [fresh, ...olds]);
          const all = [fresh, ...olds];
          expect(sum(all, 'wanted')).toBeLessThanOrEqual(replicas + bounds.maxSurge);
          expect(sum(all, 'available')).toBeGreaterThanOrEqual(minAvailable);
          // One new pod becomes available at a time.
          fresh.available = Math.min(fresh.wanted, fresh.available + 1);
        }
      }),
    );
  });
});

describe('scaling in the middle of a rollout', () => {
  it('spreads replicas in proportion and loses none', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 0, max: 60 }),
        (sizes, total) => {
          const revisions = sizes.map((size, index) => count(`r${index}`, size));
          const next = [...scaleProportionally(total, revisions).values()];
          expect(next.reduce((all, one) => all + one, 0)).toBe(total);
          expect(Math.min(...next)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});

function count(name: string, wanted: number, available = wanted): RevisionCount {
  return { name, wanted, available };
}

function split(total: number, parts: number): RevisionCount[] {
  const size = Math.floor(total / parts);
  return Array.from({ length: parts }, (_, index) => count(`old-${index}`, index === 0 ? total - size * (parts - 1) : size));
}

function apply(next: ReadonlyMap<string, number>, revisions: RevisionCount[]): void {
  for (const revision of revisions) {
    revision.wanted = next.get(revision.name) ?? revision.wanted;
    revision.available = Math.min(revision.available, revision.wanted);
  }
}

function sum(revisions: readonly RevisionCount[], field: 'wanted' | 'available'): number {
  return revisions.reduce((total, revision) => total + revision[field], 0);
}
