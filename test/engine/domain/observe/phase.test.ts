import { describe, expect, test } from 'vitest';
import { conditionsOf, type Observed } from '../../../../engine/domain/observe/conditions.ts';
import { phaseOf } from '../../../../engine/domain/observe/phase.ts';
import { transitionsOf } from '../../../../engine/domain/observe/transitions.ts';
import type { Workload } from '../../../../engine/domain/observe/workload.ts';
import { endpointOf } from '../facts.ts';

const running: Workload = { desired: 2, current: 2, ready: 2, available: 2, rolling: false, stuck: false, trouble: undefined };
const serving: Observed = {
  problems: [],
  notes: [],
  endpoint: endpointOf({ model: { id: 'm' } }),
  choice: undefined,
  workload: running,
  obstacle: undefined,
  backends: 2,
  namesTaken: [],
  notYet: [],
};
const refused = {
  chosen: undefined,
  problem: { reason: 'NoRecipeFits', message: 'No.' },
  notes: [],
  refused: [],
  options: [],
  basis: '',
} as const;

test.each([
  ['before anything exists', { workload: undefined, backends: 0 }, 'Pending'],
  ['while a revision is rolled out', { workload: { ...running, rolling: true, ready: 1, available: 1 } }, 'Deploying'],
  ['while the Service has no address yet', { backends: 0 }, 'Deploying'],
  ['when all replicas serve', {}, 'Running'],
  ['when a replica failed afterwards', { workload: { ...running, ready: 1, available: 1 } }, 'Degraded'],
  [
    'when the deployment gave up with nothing ready',
    { workload: { ...running, ready: 0, available: 0, rolling: true, stuck: true } },
    'Failed',
  ],
  ['scaled to zero', { workload: { ...running, desired: 0, current: 0, ready: 0, available: 0 } }, 'Idle'],
  ['with a resource that is wrong', { problems: [{ field: 'spec', message: 'wrong' }], workload: undefined }, 'Failed'],
  ['refused while the version before still serves', { choice: refused }, 'Degraded'],
  ['with a name that is taken', { obstacle: { reason: 'NameTaken', message: '' }, workload: undefined }, 'Failed'],
] as const)('%s', (_, change, phase) => {
  expect(phaseOf({ ...serving, ...change })).toBe(phase);
});

describe('conditions', () => {
  test('Ready says the first thing that is missing', () => {
    const ready = conditionsOf({ ...serving, choice: refused }).find(({ type }) => type === 'Ready');
    expect(ready).toEqual({ type: 'Ready', status: 'False', reason: 'NoRecipeFits', message: 'No.' });
  });
  test('fields that nothing acts on are listed', () => {
    const condition = conditionsOf({ ...serving, notYet: ['spec.cache'] }).find(({ type }) => type === 'NotYetActedUpon');
    expect(condition).toMatchObject({ status: 'True', message: 'These fields are kept, and nothing acts on them yet: spec.cache.' });
  });
  test('name the endpoint that had a name first, and are not ready when no name is left', () => {
    const taken = (name: string) => ({ name, keptBy: 'the endpoint default/first' });
    const [own = '', ...others] = serving.endpoint?.serves ?? [];
    const routeReady = (names: string[]) =>
      conditionsOf({ ...serving, namesTaken: names.map(taken) }).find(({ type }) => type === 'RouteReady');
    expect(routeReady([own])).toMatchObject({
      status: 'True',
      reason: 'SomeNamesTaken',
      message: expect.stringContaining(`${own} leads to the endpoint default/first, which had the name first.`),
    });
    expect(routeReady([own, ...others])).toMatchObject({ status: 'False', reason: 'NamesTaken' });
  });
  test('tell the pod that is worst off', () => {
    const workload = { ...running, ready: 0, available: 0, trouble: 'Pod demo-1: CrashLoopBackOff.' };
    expect(conditionsOf({ ...serving, workload }).find(({ type }) => type === 'WorkloadAvailable')?.message).toBe(
      '0 of 2 replicas are ready. Pod demo-1: CrashLoopBackOff.',
    );
  });
});

describe('events', () => {
  const ready = { type: 'Ready', status: 'True', reason: 'Serving', message: 'Served.' } as const;
  const missing = { ...ready, status: 'False', reason: 'ReplicasMissing' } as const;

  test('tell that an endpoint became ready, and that it is no longer', () => {
    expect(transitionsOf([missing], [ready])).toEqual([{ type: 'Normal', reason: 'Ready', message: 'Served.' }]);
    expect(transitionsOf([ready], [missing])).toEqual([{ type: 'Warning', reason: 'NotReady', message: 'ReplicasMissing: Served.' }]);
  });
  test('tell nothing twice, and nothing of waiting', () => {
    expect(transitionsOf([ready], [{ ...ready, message: 'by 2' }])).toEqual([]);
    expect(transitionsOf([], [missing, { ...missing, type: 'WorkloadAvailable' }])).toEqual([]);
  });
});
