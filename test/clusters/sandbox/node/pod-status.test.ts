import type { ContainerStatus, Pod } from 'kubernetes-types/core/v1.d.ts';
import { describe, expect, it } from 'vitest';
import { lost, newStatus, running, terminated, waiting } from '../../../../clusters/sandbox/node/container-status.ts';
import { podPhase, podStatus } from '../../../../clusters/sandbox/node/pod-status.ts';
import { nextBackOff } from '../../../../clusters/sandbox/node/restart-back-off.ts';
import { aPod } from '../builders.ts';

const now = Date.UTC(2026, 0, 1);
const fresh = newStatus({ name: 'main', image: 'image' }, 'ContainerCreating');
const runs = running(fresh, 'id', now);
const succeeded = terminated(runs, { exitCode: 0, reason: 'Completed' }, now);
const failed = terminated(runs, { exitCode: 1, reason: 'Error' }, now);
const crashing = waiting(failed, 'CrashLoopBackOff');

describe('the phase of a pod', () => {
  it.each([
    ['Pending', 'Always', [fresh]],
    ['Running', 'Always', [runs]],
    ['Running', 'Always', [succeeded]],
    ['Running', 'Always', [crashing]],
    ['Running', 'Never', [runs, failed]],
    ['Succeeded', 'Never', [succeeded]],
    ['Succeeded', 'OnFailure', [succeeded]],
    ['Running', 'OnFailure', [failed]],
    ['Failed', 'Never', [succeeded, failed]],
  ] as [string, string, ContainerStatus[]][])('is %s with policy %s', (phase, restartPolicy, statuses) => {
    expect(podPhase({ pod: withPolicy(restartPolicy), initStatuses: [], statuses })).toBe(phase);
  });

  it.each([
    ['Pending', 'Always', failed],
    ['Pending', 'Always', runs],
    ['Failed', 'Never', failed],
    ['Running', 'Always', succeeded],
  ] as [string, string, ContainerStatus][])('is %s with policy %s and an init container', (phase, restartPolicy, init) => {
    expect(podPhase({ pod: withPolicy(restartPolicy), initStatuses: [init], statuses: [runs] })).toBe(phase);
  });
});

describe('the status of a pod', () => {
  it('names the containers that are not ready', () => {
    const { conditions } = statusOf([runs, { ...runs, name: 'other', ready: true }]);
    expect(conditions?.find(({ type }) => type === 'Ready')).toMatchObject({
      status: 'False',
      reason: 'ContainersNotReady',
      message: 'containers with unready status: [main]',
    });
  });

  it('keeps the time of a condition that stays and renews that of one that changes', () => {
    const before = statusOf([runs]);
    const after = podStatus({ ...facts([{ ...runs, ready: true }]), now: now + 5000 }, before);
    const times = (type: string) =>
      [before, after].map(({ conditions }) => conditions?.find((condition) => condition.type === type)?.lastTransitionTime);
    expect(times('Ready')).toEqual(['2026-01-01T00:00:00Z', '2026-01-01T00:00:05Z']);
    expect(times('PodScheduled')).toEqual(['2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z']);
  });
});

describe('the status of a container', () => {
  it('counts every start but the first as a restart, and remembers how the run before ended', () => {
    const again = running(failed, 'id-2', now);
    expect([runs.restartCount, again.restartCount]).toEqual([0, 1]);
    expect(again.lastState).toMatchObject({ terminated: { exitCode: 1, containerID: 'id' } });
  });

  it('is lost with an unknown end when the agent was gone', () => {
    expect(lost(runs, now).state).toMatchObject({ terminated: { exitCode: 255, reason: 'Unknown' } });
    expect(lost(crashing, now)).toEqual(crashing);
  });
});

describe('the back-off of a crash loop', () => {
  it('is none at first, then 10 s doubling to 5 min', () => {
    const delays: number[] = [];
    let backOff: ReturnType<typeof nextBackOff> | undefined;
    for (let crash = 0; crash < 8; crash++) {
      backOff = nextBackOff(backOff, now);
      delays.push(backOff.delayMilliseconds / 1000);
    }
    expect(delays).toEqual([0, 10, 20, 40, 80, 160, 300, 300]);
  });

  it('is forgiven after ten quiet minutes', () => {
    expect(nextBackOff({ delayMilliseconds: 300_000, at: now }, now + 600_001).delayMilliseconds).toBe(0);
  });
});

function withPolicy(restartPolicy: string): Pod {
  return aPod({ spec: { restartPolicy } });
}

function facts(statuses: ContainerStatus[]) {
  return { pod: aPod(), initStatuses: [], statuses, sandboxReady: true, startTime: now, now };
}

function statusOf(statuses: ContainerStatus[]) {
  return podStatus(facts(statuses), undefined);
}
