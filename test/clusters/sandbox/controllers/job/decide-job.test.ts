import type { Job, JobSpec, JobStatus } from 'kubernetes-types/batch/v1.d.ts';
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { describe, expect, it } from 'vitest';
import type { Stored } from '../../../../../clusters/objects.ts';
import { decideJob } from '../../../../../clusters/sandbox/controllers/job/decide-job.ts';
import { formatIndexes, parseIndexes } from '../../../../../clusters/sandbox/controllers/job/job-indexes.ts';
import { aPod } from '../../builders.ts';

const start = '2026-01-01T00:00:00Z';
const now = Date.parse(start) + 60_000;

describe('a job', () => {
  it('makes as many pods as may run side by side, and no more than are left to do', () => {
    const created = (spec: Partial<JobSpec>, status?: JobStatus, pods: Stored<Pod>[] = []) =>
      decide(aJob(spec, status), pods).create.length;
    expect([
      created({ completions: 5, parallelism: 2 }),
      created({ completions: 5, parallelism: 2 }, { succeeded: 4 }),
      created({ completions: 5, parallelism: 2 }, {}, [jobPod('runs')]),
      created({ parallelism: 3 }, {}, [jobPod('runs')]),
      created({ completions: 1, parallelism: 0 }),
    ]).toEqual([2, 1, 1, 2, 0]);
  });

  it('notes a pod that ended before it lets go of it, and counts it after that', () => {
    const pod = jobPod('done', 'Succeeded');
    const noted = decide(aJob({ completions: 2 }), [pod]);
    expect([noted.status.uncountedTerminatedPods, noted.status.succeeded, noted.release]).toEqual([
      { succeeded: ['uid-done'] },
      undefined,
      [],
    ]);
    const released = decide(aJob({ completions: 2 }, noted.status), [pod]);
    expect(released.release).toEqual([pod]);
    const counted = decide(aJob({ completions: 2 }, released.status), [jobPod('done', 'Succeeded', { finalizers: [] })]);
    expect([counted.status.uncountedTerminatedPods, counted.status.succeeded]).toEqual([{}, 1]);
  });

  it('is over in two steps: the verdict, and, without pods, the end', () => {
    const verdict = decide(aJob({ completions: 1 }, { succeeded: 1, startTime: start }), []);
    expect(verdict.status.conditions?.map(({ type }) => type)).toEqual(['SuccessCriteriaMet']);
    const end = decide(aJob({ completions: 1 }, verdict.status), []);
    expect(end.status.conditions?.map(({ type }) => type)).toEqual(['SuccessCriteriaMet', 'Complete']);
    expect([end.status.completionTime, end.events]).toEqual([
      '2026-01-01T00:01:00Z',
      [{ type: 'Normal', reason: 'Completed', message: 'Job completed' }],
    ]);
  });

  it.each([
    ['more pods failed than may', { backoffLimit: 1 }, { failed: 2 }, 'BackoffLimitExceeded'],
    ['it takes too long', { activeDeadlineSeconds: 60 }, { startTime: start }, 'DeadlineExceeded'],
  ] as [string, Partial<JobSpec>, JobStatus, string][])('fails when %s, and ends what still runs', (_, spec, status, reason) => {
    const pod = jobPod('runs');
    const decision = decide(aJob(spec, status), [pod]);
    expect([decision.status.conditions?.map((one) => [one.type, one.reason]), decision.remove]).toEqual([
      [['FailureTarget', reason]],
      [pod],
    ]);
  });

  it('waits longer after each failure in a row', () => {
    const failedAt = (name: string, seconds: number) =>
      jobPod(name, 'Failed', { finalizers: [] }, new Date(Date.parse(start) + seconds * 1000).toISOString());
    const waits = (pods: Stored<Pod>[]) => decide(aJob({ completions: 3 }, { startTime: start }), pods).againIn;
    expect([waits([failedAt('a', 55)]), waits([failedAt('a', 30), failedAt('b', 55)]), waits([failedAt('a', 40)])]).toEqual([
      5000,
      15_000,
      undefined,
    ]);
  });

  it('ends its pods while it is suspended, and forgets when it began', () => {
    const pod = jobPod('runs');
    const decision = decide(aJob({ suspend: true }, { startTime: start, active: 1 }), [pod]);
    expect(decision.remove).toEqual([pod]);
    expect([decision.status.startTime, decision.status.active, decision.status.conditions?.[0]?.reason]).toEqual([
      undefined,
      undefined,
      'JobSuspended',
    ]);
  });

  it('gives out the indexes that are missing, and ends pods of an index too many', () => {
    const spec: Partial<JobSpec> = { completionMode: 'Indexed', completions: 4, parallelism: 4 };
    const decision = decide(aJob(spec, { completedIndexes: '0,2', succeeded: 2 }), [
      indexed('one', 1),
      indexed('twice', 1),
      indexed('done', 2),
    ]);
    expect([decision.create, decision.remove.map(({ metadata }) => metadata.name)]).toEqual([[3], ['twice', 'done']]);
  });

  it.each([
    [[0], '0'],
    [[0, 1], '0,1'],
    [[0, 1, 2, 5], '0-2,5'],
    [[], ''],
  ] as [number[], string][])('writes the indexes %j as "%s", and reads them again', (indexes, text) => {
    expect([formatIndexes(indexes), [...parseIndexes(text)]]).toEqual([text, indexes]);
  });
});

function decide(job: Stored<Job>, pods: Stored<Pod>[]) {
  return decideJob({ job, pods, now });
}

function aJob(spec: Partial<JobSpec> = {}, status: JobStatus = {}): Stored<Job> {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'job', namespace: 'default', uid: 'job', resourceVersion: '1', creationTimestamp: start },
    spec: { parallelism: 1, backoffLimit: 6, template: { spec: { restartPolicy: 'Never', containers: [] } }, ...spec },
    status,
  };
}

function jobPod(name: string, phase = 'Running', metadata: Partial<Pod['metadata']> = {}, finishedAt = start): Stored<Pod> {
  const isOver = phase !== 'Running';
  const state = isOver ? { terminated: { exitCode: phase === 'Failed' ? 1 : 0, finishedAt } } : { running: {} };
  const containerStatuses = [{ name: 'main', image: 'image', imageID: '', ready: !isOver, restartCount: 0, state }];
  return aPod({
    name,
    status: { phase, containerStatuses },
    metadata: { finalizers: ['batch.kubernetes.io/job-tracking'], ...metadata },
  });
}

function indexed(name: string, index: number): Stored<Pod> {
  return jobPod(name, 'Running', { annotations: { 'batch.kubernetes.io/job-completion-index': String(index) } });
}
