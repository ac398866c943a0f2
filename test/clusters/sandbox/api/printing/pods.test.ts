import { describe, expect, it } from 'vitest';
import { rowOf } from './rows.ts';

const running = { name: 'main', ready: true, restartCount: 0, state: { running: {} } };
const terminated = (exitCode: number, more: object = {}) => ({ state: { terminated: { exitCode, ...more } } });
const holds = (type: string, status = 'True') => ({ type, status });

interface Parts {
  metadata?: object;
  spec?: object;
  status?: object;
}

function pod({ metadata = {}, spec = {}, status = {} }: Parts) {
  return {
    metadata: { name: 'web', ...metadata },
    spec: { containers: [{ name: 'main' }], ...spec },
    status: { phase: 'Running', ...status },
  };
}

describe('the row of a pod', () => {
  it.each<[string, Parts, string, string]>([
    ['waits for a node', { status: { phase: 'Pending' } }, '0/1', 'Pending'],
    ['runs', { status: { containerStatuses: [running] } }, '1/1', 'Running'],
    [
      'pulls its image',
      { status: { containerStatuses: [{ ...running, ready: false, state: { waiting: { reason: 'ErrImagePull' } } }] } },
      '0/1',
      'ErrImagePull',
    ],
    [
      'is done',
      { status: { phase: 'Succeeded', containerStatuses: [{ ...running, ready: false, ...terminated(0, { reason: 'Completed' }) }] } },
      '0/1',
      'Completed',
    ],
    [
      'failed without a reason',
      { status: { phase: 'Failed', containerStatuses: [{ ...running, ready: false, ...terminated(3) }] } },
      '0/1',
      'ExitCode:3',
    ],
    [
      'was ended by a signal',
      { status: { phase: 'Failed', containerStatuses: [{ ...running, ready: false, ...terminated(137, { signal: 9 }) }] } },
      '0/1',
      'Signal:9',
    ],
    ['was evicted', { status: { phase: 'Failed', reason: 'Evicted' } }, '0/1', 'Evicted'],
    [
      'is being deleted',
      { metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' }, status: { containerStatuses: [running] } },
      '1/1',
      'Terminating',
    ],
    [
      'is deleted and over',
      { metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' }, status: { phase: 'Succeeded' } },
      '0/1',
      'Succeeded',
    ],
    [
      'was lost with its node',
      { metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' }, status: { reason: 'NodeLost' } },
      '0/1',
      'Unknown',
    ],
    [
      'is held by a gate',
      { status: { phase: 'Pending', conditions: [{ ...holds('PodScheduled', 'False'), reason: 'SchedulingGated' }] } },
      '0/1',
      'SchedulingGated',
    ],
    [
      'has one of two containers left',
      {
        spec: { containers: [{ name: 'main' }, { name: 'side' }] },
        status: {
          conditions: [holds('Ready')],
          containerStatuses: [running, { ...running, ready: false, ...terminated(0, { reason: 'Completed' }) }],
        },
      },
      '1/2',
      'Running',
    ],
    [
      'has one of two containers left and is not ready',
      {
        spec: { containers: [{ name: 'main' }, { name: 'side' }] },
        status: { containerStatuses: [{ ...running, ready: false, ...terminated(0, { reason: 'Completed' }) }, running] },
      },
      '1/2',
      'NotReady',
    ],
    [
      'is at its second step before the start',
      {
        spec: { initContainers: [{ name: 'a' }, { name: 'b' }] },
        status: {
          phase: 'Pending',
          initContainerStatuses: [
            { name: 'a', restartCount: 0, ...terminated(0) },
            { name: 'b', restartCount: 0, state: { running: {} } },
          ],
        },
      },
      '0/1',
      'Init:1/2',
    ],
    [
      'fails before the start',
      {
        spec: { initContainers: [{ name: 'a' }] },
        status: { phase: 'Pending', initContainerStatuses: [{ name: 'a', restartCount: 0, ...terminated(1, { reason: 'Error' }) }] },
      },
      '0/1',
      'Init:Error',
    ],
    [
      'has a helper that stays',
      {
        spec: { initContainers: [{ name: 'helper', restartPolicy: 'Always' }] },
        status: {
          initContainerStatuses: [{ name: 'helper', ready: true, started: true, restartCount: 0, state: { running: {} } }],
          containerStatuses: [running],
        },
      },
      '2/2',
      'Running',
    ],
  ])('that %s', (_what, parts, ready, status) => {
    expect(rowOf('pods', pod(parts))).toMatchObject({ Ready: ready, Status: status });
  });

  it('counts restarts, and says when the last one was', () => {
    const again = { ...running, restartCount: 3, lastState: { terminated: { finishedAt: '2026-01-01T23:55:00Z' } } };
    expect(rowOf('pods', pod({ status: { containerStatuses: [again] } }))['Restarts']).toBe('3 (5m ago)');
    expect(rowOf('pods', pod({ status: { containerStatuses: [running] } }))['Restarts']).toBe('0');
  });

  it('counts the steps before the start only until they are done', () => {
    const initial = { name: 'a', restartCount: 2, state: { waiting: { reason: 'CrashLoopBackOff' } } };
    const spec = { initContainers: [{ name: 'a' }] };
    expect(rowOf('pods', pod({ spec, status: { initContainerStatuses: [initial] } }))['Restarts']).toBe('2');
    const done = { ...initial, ...terminated(0) };
    expect(rowOf('pods', pod({ spec, status: { initContainerStatuses: [done], containerStatuses: [running] } }))['Restarts']).toBe('0');
  });
});
