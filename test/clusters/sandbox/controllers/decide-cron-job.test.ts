import type { CronJob, CronJobSpec, CronJobStatus, Job } from 'kubernetes-types/batch/v1.d.ts';
import { describe, expect, it } from 'vitest';
import type { Stored } from '../../../../clusters/objects.ts';
import { decideCronJob } from '../../../../clusters/sandbox/controllers/cron-job/decide-cron-job.ts';
import { parseSchedule, timeZoneProblem } from '../../../../clusters/sandbox/cron/schedule.ts';

const created = '2026-01-01T00:00:00Z';
const at = (time: string) => Date.parse(`2026-01-01T${time}Z`);

describe('a CronJob', () => {
  it('makes a job for the last time that was due, named after its minute', () => {
    const decision = decide(aCronJob(), [], at('02:00:30'));
    expect([decision.create?.metadata?.name, decision.create?.metadata?.annotations]).toEqual([
      `nightly-${at('02:00:00') / 60_000}`,
      { 'batch.kubernetes.io/cronjob-scheduled-timestamp': '2026-01-01T02:00:00Z' },
    ]);
    expect(decision.againIn).toBe(3_570_100);
  });

  it.each([
    ['nothing is due', {}, {}, '00:30:00'],
    ['it was made already', {}, { lastScheduleTime: '2026-01-01T02:00:00Z' }, '02:00:30'],
    ['it is suspended', { suspend: true }, {}, '02:00:30'],
    ['it is too late', { startingDeadlineSeconds: 10 }, {}, '02:00:30'],
  ] as [string, Partial<CronJobSpec>, CronJobStatus, string][])('makes none when %s', (_, spec, status, time) => {
    expect(decide(aCronJob(spec, status), [], at(time)).create).toBeUndefined();
  });

  it('follows its policy while an earlier job still runs', () => {
    const job = aJob('running');
    const status = { active: [{ uid: 'running', name: 'running' }], lastScheduleTime: '2026-01-01T01:00:00Z' };
    const decisions = ['Allow', 'Forbid', 'Replace'].map((concurrencyPolicy) =>
      decide(aCronJob({ concurrencyPolicy }, status), [job], at('02:00:01')),
    );
    expect(decisions.map(({ create, remove }) => [create !== undefined, remove.length])).toEqual([
      [true, 0],
      [false, 0],
      [true, 1],
    ]);
    expect(decisions[1]?.events).toMatchObject([{ reason: 'JobAlreadyActive' }]);
  });

  it('takes jobs that ended off its list, and keeps only so much history', () => {
    const jobs = [1, 2, 3, 4].map((number) => aJob(`done-${number}`, 'Complete', `2026-01-01T00:0${number}:00Z`));
    const active = [
      { uid: 'done-4', name: 'done-4' },
      { uid: 'lost', name: 'lost' },
    ];
    const decision = decide(
      aCronJob({ successfulJobsHistoryLimit: 3 }, { active, lastScheduleTime: '2026-01-01T00:04:00Z' }),
      jobs,
      at('00:05:00'),
    );
    expect(decision.remove.map(({ metadata }) => metadata.name)).toEqual(['done-1']);
    expect([decision.status.active, decision.status.lastSuccessfulTime]).toEqual([undefined, '2026-01-01T00:04:00Z']);
    expect(decision.events.map(({ reason }) => reason)).toEqual(['SawCompletedJob', 'MissingJob']);
  });
});

describe('a schedule', () => {
  it.each([
    ['*/15 * * * *', undefined, '2026-01-01T00:15:00.000Z'],
    ['@daily', undefined, '2026-01-02T00:00:00.000Z'],
    ['@every 90s', undefined, '2026-01-01T00:01:30.000Z'],
    ['0 6 * * mon', undefined, '2026-01-05T06:00:00.000Z'],
    ['0 6 13 * 5', undefined, '2026-01-02T06:00:00.000Z'],
    ['0 6 * * *', 'Europe/Zurich', '2026-01-01T05:00:00.000Z'],
  ])('%s in %s is next due at %s', (text, zone, time) => {
    expect(new Date(parseSchedule(text, zone).next(Date.parse(created)) ?? 0).toISOString()).toBe(time);
  });

  it.each(['often', '* * * *', '* * * * * *', '61 * * * *', '* * L * *', '@sometimes', '0 0 * * mon#2'])('refuses %s', (text) => {
    expect(() => parseSchedule(text)).toThrow();
  });

  it('knows the names of time zones', () => {
    expect([timeZoneProblem('Europe/Zurich'), timeZoneProblem('Nowhere/Land')]).toEqual([undefined, 'unknown time zone Nowhere/Land']);
  });
});

function decide(cronJob: Stored<CronJob>, jobs: Stored<Job>[], now: number) {
  return decideCronJob({ cronJob, jobs, schedule: parseSchedule(cronJob.spec?.schedule ?? ''), now });
}

function meta(name: string) {
  return { name, namespace: 'default', uid: name, resourceVersion: '1', creationTimestamp: created };
}

function aCronJob(spec: Partial<CronJobSpec> = {}, status: CronJobStatus = {}): Stored<CronJob> {
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: meta('nightly'),
    spec: { schedule: '0 * * * *', jobTemplate: {}, ...spec },
    status,
  };
}

function aJob(name: string, end?: string, startTime = created): Stored<Job> {
  const conditions = end ? [{ type: end, status: 'True' }] : [];
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: meta(name),
    status: { startTime, conditions, ...(end && { completionTime: startTime }) },
  };
}
