/** What a CronJob does next, from it, its jobs and the time alone. */
import type { CronJob, CronJobStatus, Job } from 'kubernetes-types/batch/v1.d.ts';
import { cronJobs } from '../../../kinds.ts';
import type { Stored } from '../../../objects.ts';
import type { Schedule } from '../../cron/schedule.ts';
import type { EventFacts } from '../event-recorder.ts';
import { endOf } from '../job/job-conditions.ts';
import { controlledBy } from '../ownership.ts';
import { timestamp } from '../time.ts';

export interface CronJobFacts {
  cronJob: Stored<CronJob>;
  /** Those that it controls. */
  jobs: readonly Stored<Job>[];
  schedule: Schedule;
  now: number;
}

export interface CronJobDecision {
  create?: Job;
  remove: Stored<Job>[];
  /** Without what is made now: that is added when it has been made. */
  status: CronJobStatus;
  events: EventFacts[];
  againIn?: number;
}

// As everywhere: a little after the time, so that it has surely come.
const delta = 100;

export function decideCronJob(facts: CronJobFacts): CronJobDecision {
  const { cronJob, jobs, schedule, now } = facts;
  const { status, events } = afterEnds(facts);
  const base = { remove: surplus(cronJob, jobs), status, events };
  if (cronJob.spec?.suspend) return base;
  const due = lastDue(facts);
  const again = nextIn(schedule, due ?? now, now);
  const waiting = { ...base, ...(again !== undefined && { againIn: again }) };
  if (due === undefined || isProcessed(cronJob, due)) return waiting;
  const deadline = cronJob.spec?.startingDeadlineSeconds;
  if (deadline !== undefined && due + deadline * 1000 < now) {
    const message = `Missed scheduled time to start a job: ${new Date(due).toUTCString().replace('GMT', 'UTC')}`;
    return { ...waiting, events: [...events, { type: 'Warning', reason: 'MissSchedule', message }] };
  }
  const active = jobs.filter((job) => !endOf(job) && !job.metadata.deletionTimestamp);
  if (cronJob.spec?.concurrencyPolicy === 'Forbid' && active.length > 0) {
    const message = 'Not starting job because prior execution is running and concurrency policy is Forbid';
    return { ...waiting, events: [...events, { type: 'Normal', reason: 'JobAlreadyActive', message }] };
  }
  const replaced = cronJob.spec?.concurrencyPolicy === 'Replace' ? active : [];
  const kept = (status.active ?? []).filter(({ uid }) => !replaced.some(({ metadata }) => metadata.uid === uid));
  return { ...waiting, create: jobOf(cronJob, due), remove: [...base.remove, ...replaced], status: withActive(status, kept) };
}

/** The last time that is due and may still be met. */
function lastDue({ cronJob, schedule, now }: CronJobFacts): number | undefined {
  const since = Date.parse(cronJob.status?.lastScheduleTime ?? cronJob.metadata.creationTimestamp);
  const deadline = cronJob.spec?.startingDeadlineSeconds;
  const earliest = deadline === undefined ? since : Math.max(since, now - deadline * 1000);
  let due: number | undefined;
  let next = schedule.next(earliest);
  // After a long pause only the last of many is of interest: the steps become larger until they overtake it.
  for (let steps = 0; next !== undefined && next <= now; steps++) {
    due = next;
    const stride = steps > 50 ? Math.floor((now - next) / 2) : 0;
    const far = stride > 0 ? schedule.next(next + stride) : undefined;
    next = far !== undefined && far <= now ? far : schedule.next(next);
  }
  return due;
}

function nextIn(schedule: Schedule, after: number, now: number): number | undefined {
  const next = schedule.next(Math.max(after, now));
  return next === undefined ? undefined : Math.max(1, next - now + delta);
}

function isProcessed({ status, metadata }: Stored<CronJob>, due: number): boolean {
  const name = jobName(metadata.name, due);
  return (status?.active ?? []).some((active) => active.name === name) || status?.lastScheduleTime === timestamp(due);
}

function jobName(name: string, due: number): string {
  return `${name}-${Math.floor(due / 60_000)}`;
}

function jobOf(cronJob: Stored<CronJob>, due: number): Job {
  const { metadata, spec } = cronJob.spec?.jobTemplate ?? {};
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      ...(metadata?.labels && { labels: metadata.labels }),
      annotations: { ...metadata?.annotations, 'batch.kubernetes.io/cronjob-scheduled-timestamp': timestamp(due) },
      name: jobName(cronJob.metadata.name, due),
      ...(cronJob.metadata.namespace && { namespace: cronJob.metadata.namespace }),
      ownerReferences: [controlledBy(cronJobs, cronJob)],
    },
    ...(spec && { spec }),
  };
}

/** Jobs that ended, or are gone, are active no more. */
function afterEnds({ cronJob, jobs }: CronJobFacts): { status: CronJobStatus; events: EventFacts[] } {
  const events: EventFacts[] = [];
  let status: CronJobStatus = { ...cronJob.status };
  for (const { uid, name = '' } of cronJob.status?.active ?? []) {
    const job = jobs.find(({ metadata }) => metadata.uid === uid);
    const end = job && endOf(job);
    if (job && !end) continue;
    const left = (status.active ?? []).filter((active) => active.uid !== uid);
    status = withActive(status, left);
    const { completionTime } = job?.status ?? {};
    const isLater = completionTime && completionTime > (status.lastSuccessfulTime ?? '');
    if (end?.type === 'Complete' && isLater) status.lastSuccessfulTime = completionTime;
    events.push(
      end
        ? { type: 'Normal', reason: 'SawCompletedJob', message: `Saw completed job: ${name}, condition: ${end.type}` }
        : { type: 'Normal', reason: 'MissingJob', message: `Active job went missing: ${name}` },
    );
  }
  return { status, events };
}

function withActive({ active: _, ...status }: CronJobStatus, active: NonNullable<CronJobStatus['active']>): CronJobStatus {
  return active.length > 0 ? { ...status, active } : status;
}

/** The oldest of the jobs that ended, beyond the history that is kept. */
function surplus({ spec }: CronJob, jobs: readonly Stored<Job>[]): Stored<Job>[] {
  const ended = (type: string) => jobs.filter((job) => endOf(job)?.type === type && !job.metadata.deletionTimestamp).sort(byStart);
  const beyond = (list: Stored<Job>[], limit: number | undefined) => list.slice(0, Math.max(0, list.length - (limit ?? list.length)));
  return [...beyond(ended('Complete'), spec?.successfulJobsHistoryLimit), ...beyond(ended('Failed'), spec?.failedJobsHistoryLimit)];
}

function byStart(one: Stored<Job>, other: Stored<Job>): number {
  return (one.status?.startTime ?? '').localeCompare(other.status?.startTime ?? '') || one.metadata.name.localeCompare(other.metadata.name);
}
