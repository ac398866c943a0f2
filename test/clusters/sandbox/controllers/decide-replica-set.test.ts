import type { ReplicaSet } from 'kubernetes-types/apps/v1.d.ts';
import { describe, expect, it } from 'vitest';
import type { Stored } from '../../../../clusters/objects.ts';
import {
  adoptable,
  decideReplicaSet,
  replicaSetStatus,
  strayed,
} from '../../../../clusters/sandbox/controllers/replica-set/decide-replica-set.ts';
import { createExpectations } from '../../../../clusters/sandbox/controllers/replica-set/expectations.ts';
import { SimulatedClock } from '../../../helpers/simulated-clock.ts';
import { aPod } from '../builders.ts';

const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'set', uid: 'set', controller: true };
const ready = (since = '2026-01-01T00:00:00Z') => ({
  phase: 'Running',
  conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: since }],
});

describe('deciding a replica set', () => {
  it('makes what is missing, not counting pods that are ending or over', () => {
    const pods = [
      aPod({ name: 'runs' }),
      aPod({ name: 'ends', metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } }),
      aPod({ name: 'over', status: { phase: 'Failed' } }),
    ];
    expect(decideReplicaSet(aSet(3), pods)).toEqual({ create: 2, remove: [] });
  });

  it('removes first what serves least: not placed, then not ready, then the youngest', () => {
    const spec = { nodeName: 'node' };
    const pods = [
      aPod({ name: 'ready', spec, status: ready() }),
      aPod({ name: 'young', spec, status: ready(), metadata: { creationTimestamp: '2026-01-02T00:00:00Z' } }),
      aPod({ name: 'not-ready', spec, status: { phase: 'Running' } }),
      aPod({ name: 'unplaced' }),
    ];
    expect(decideReplicaSet(aSet(1), pods).remove.map(({ metadata }) => metadata.name)).toEqual(['unplaced', 'not-ready', 'young']);
  });

  it('adopts matching pods without a controller and lets go of its own that stopped matching', () => {
    const matching = aPod({ name: 'matching', labels: { app: 'web' } });
    const others = aPod({ name: 'others', labels: { app: 'web' }, metadata: { ownerReferences: [owner] } });
    const relabelled = aPod({ name: 'relabelled', labels: { app: 'debug' }, metadata: { ownerReferences: [owner] } });
    expect(adoptable(aSet(1), [matching, others]).map(({ metadata }) => metadata.name)).toEqual(['matching']);
    expect(strayed(aSet(1), [others, relabelled]).map(({ metadata }) => metadata.name)).toEqual(['relabelled']);
  });

  it('counts a pod as available only after it was ready for long enough', () => {
    const set = aSet(1, 30);
    const pods = [aPod({ labels: { app: 'web' }, status: ready('2026-01-01T00:00:00Z') })];
    const at = (seconds: number) => replicaSetStatus(set, pods, Date.UTC(2026, 0, 1, 0, 0, seconds)).availableReplicas ?? 0;
    expect([at(29), at(30)]).toEqual([0, 1]);
  });
});

describe('expectations', () => {
  it('hold a controller back until its cache shows what it did', () => {
    const expectations = createExpectations(new SimulatedClock());
    expectations.expect('set', 'pod');
    expect(expectations.satisfied('set')).toBe(false);
    expectations.seen('set', 'pod');
    expect(expectations.satisfied('set')).toBe(true);
  });

  it('are given up after five minutes', async () => {
    const clock = new SimulatedClock();
    const expectations = createExpectations(clock);
    expectations.expect('set', 'pod');
    await clock.advance(5 * 60_000);
    expect(expectations.satisfied('set')).toBe(true);
  });
});

function aSet(replicas: number, minReadySeconds = 0): Stored<ReplicaSet> {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'set', namespace: 'default', uid: 'set', resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z' },
    spec: { replicas, minReadySeconds, selector: { matchLabels: { app: 'web' } } },
  };
}
