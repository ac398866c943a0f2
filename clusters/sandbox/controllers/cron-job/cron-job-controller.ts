import { isDeepStrictEqual } from 'node:util';
import type { CronJob, CronJobStatus, Job } from 'kubernetes-types/batch/v1.d.ts';
import { ApiError, isReason } from '../../../api-error.ts';
import { cronJobs, jobs } from '../../../kinds.ts';
import { keyOf, keyText, type Stored } from '../../../objects.ts';
import { parseSchedule, type Schedule } from '../../cron/schedule.ts';
import { type Again, createControlLoop } from '../control-loop.ts';
import type { Controller, ControllerContext } from '../controller-context.ts';
import { keyFromText } from '../keys.ts';
import { controllerOf } from '../ownership.ts';
import { timestamp } from '../time.ts';
import { writeStatus } from '../write-status.ts';
import { decideCronJob } from './decide-cron-job.ts';

/** Makes a job whenever a CronJob is due. */
export function startCronJobController(context: ControllerContext): Controller {
  const { caches, clock, log } = context;
  const loop = createControlLoop({ name: 'cronjob', reconcile: (key) => reconcile(context, key), clock, log });
  const stops = [
    caches.cronJobs.onChange(({ type, object }) => {
      if (type !== 'deleted') loop.enqueue(keyText(keyOf(object)));
    }),
    caches.jobs.onChange(({ object }) => {
      const owner = controllerOf(object);
      if (owner?.kind === 'CronJob') loop.enqueue(keyText({ namespace: object.metadata.namespace, name: owner.name }));
    }),
  ];
  return {
    async stop() {
      for (const stop of stops) stop();
      await loop.stop();
    },
  };
}

async function reconcile(context: ControllerContext, key: string): Promise<Again | undefined> {
  const { caches, clock, events } = context;
  const cronJob = caches.cronJobs.get(keyFromText(key));
  const schedule = cronJob && readSchedule(context, cronJob);
  if (!cronJob || cronJob.metadata.deletionTimestamp || !schedule) return undefined;
  const owned = caches.jobs.byIndex('controller', cronJob.metadata.uid);
  const decision = decideCronJob({ cronJob, jobs: owned, schedule, now: clock.now() });
  for (const event of decision.events) events.record(cronJob, event);
  for (const job of decision.remove) await remove(context, cronJob, job);
  const made = decision.create && (await create(context, cronJob, decision.create));
  const status = made ? withJob(decision.status, made, timestampOf(made)) : decision.status;
  if (!isDeepStrictEqual(status, cronJob.status ?? {})) await unlessGone(() => writeStatus(context.cluster, cronJobs, cronJob, status));
  return decision.againIn === undefined ? undefined : { afterMilliseconds: decision.againIn };
}

/** Undefined, and said on the object, where the schedule cannot be read: it was stored by someone who did not check it. */
function readSchedule({ events }: ControllerContext, cronJob: Stored<CronJob>): Schedule | undefined {
  const { schedule = '', timeZone } = (cronJob.spec ?? {}) as { schedule?: string; timeZone?: string };
  try {
    return parseSchedule(schedule, timeZone);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    events.record(cronJob, { type: 'Warning', reason: 'UnparseableSchedule', message: `unparseable schedule: "${schedule}" : ${why}` });
    return undefined;
  }
}

async function create({ cluster, events }: ControllerContext, cronJob: Stored<CronJob>, job: Job): Promise<Stored<Job>> {
  try {
    const made = await cluster.create(jobs, job);
    events.record(cronJob, { type: 'Normal', reason: 'SuccessfulCreate', message: `Created job ${made.metadata.name}` });
    return made;
  } catch (error) {
    // Made before, and the status not written: the name holds the minute.
    if (isReason(error, 'AlreadyExists')) return cluster.get(jobs, keyOf(job));
    if (error instanceof ApiError) {
      events.record(cronJob, { type: 'Warning', reason: 'FailedCreate', message: `Error creating job: ${error.message}` });
    }
    throw error;
  }
}

async function remove({ cluster, events }: ControllerContext, cronJob: Stored<CronJob>, job: Stored<Job>): Promise<void> {
  await unlessGone(() => cluster.delete(jobs, keyOf(job), { propagation: 'Background', preconditions: { uid: job.metadata.uid } }));
  events.record(cronJob, { type: 'Normal', reason: 'SuccessfulDelete', message: `Deleted job ${job.metadata.name}` });
}

function withJob(status: CronJobStatus, { metadata: { name, namespace, uid, resourceVersion } }: Stored<Job>, due: string): CronJobStatus {
  const reference = { apiVersion: 'batch/v1', kind: 'Job', name, uid, resourceVersion, ...(namespace && { namespace }) };
  const others = (status.active ?? []).filter((active) => active.uid !== uid);
  return { ...status, active: [...others, reference], lastScheduleTime: due };
}

/** The time for which a job was made. */
function timestampOf({ metadata }: Stored<Job>): string {
  const noted = metadata.annotations?.['batch.kubernetes.io/cronjob-scheduled-timestamp'];
  return timestamp(Date.parse(noted ?? metadata.creationTimestamp));
}

async function unlessGone(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isReason(error, 'NotFound', 'Conflict')) throw error;
  }
}
