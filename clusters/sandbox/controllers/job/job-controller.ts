import { isDeepStrictEqual } from 'node:util';
import type { Job } from 'kubernetes-types/batch/v1.d.ts';
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { ApiError, isReason } from '../../../api-error.ts';
import { jobs, pods } from '../../../kinds.ts';
import { keyOf, keyText, type Stored } from '../../../objects.ts';
import { type Again, createControlLoop } from '../control-loop.ts';
import type { Controller, ControllerContext } from '../controller-context.ts';
import { tellFailedCreate } from '../failed-create.ts';
import { keyFromText } from '../keys.ts';
import { controllerOf } from '../ownership.ts';
import { createExpectations, type Expectations } from '../replica-set/expectations.ts';
import { writeStatus } from '../write-status.ts';
import { decideJob } from './decide-job.ts';
import { endOf } from './job-conditions.ts';
import { isTracked, podOfJob, trackingFinalizer } from './job-pods.ts';

interface JobContext extends ControllerContext {
  created: Expectations;
}

/** Pods that change together are counted together. */
const batchMilliseconds = 10;

/** Runs jobs to their end, and deletes those whose time after it is over. */
export function startJobController(base: ControllerContext): Controller {
  const { caches, clock, log } = base;
  const context: JobContext = { ...base, created: createExpectations(clock) };
  const loop = createControlLoop({ name: 'job', reconcile: (key) => reconcile(context, key), clock, log });
  const stops = [
    caches.jobs.onChange(({ type, object }) => {
      if (type === 'deleted') context.created.forget(object.metadata.uid);
      loop.enqueue(keyText(keyOf(object)));
    }),
    caches.pods.onChange(({ object }) => {
      const owner = controllerOf(object);
      if (owner?.kind === 'Job') context.created.seen(owner.uid, object.metadata.uid);
      if (owner?.kind === 'Job') loop.enqueue(keyText({ namespace: object.metadata.namespace, name: owner.name }), batchMilliseconds);
      else if (isTracked(object))
        void letGo(context, object).catch((error: unknown) => log.debug({ error: String(error) }, 'a pod is still held'));
    }),
  ];
  return {
    async stop() {
      for (const stop of stops) stop();
      await loop.stop();
    },
  };
}

async function reconcile(context: JobContext, key: string): Promise<Again | undefined> {
  const { caches, cluster, clock, created, events } = context;
  await letStrayGo(context, key);
  const job = caches.jobs.get(keyFromText(key));
  if (!job || !created.satisfied(job.metadata.uid)) return undefined;
  const owned = caches.pods.byIndex('controller', job.metadata.uid);
  if (job.metadata.deletionTimestamp) {
    for (const pod of owned.filter(isTracked)) await letGo(context, pod);
    return undefined;
  }
  const decision = decideJob({ job, pods: owned, now: clock.now() });
  for (const pod of decision.remove) await removePod(context, job, pod);
  const failure = await createPods(context, job, decision.create);
  if (!isDeepStrictEqual(decision.status, job.status)) await unlessGone(() => writeStatus(cluster, jobs, job, decision.status));
  for (const event of decision.events) events.record(job, event);
  for (const pod of decision.release) await letGo(context, pod);
  if (failure) throw failure;
  if (endOf({ ...job, status: decision.status })) return expire(context, { ...job, status: decision.status });
  return decision.againIn === undefined ? undefined : { afterMilliseconds: decision.againIn };
}

/** Pods of a job that is gone are held by nobody. */
async function letStrayGo(context: JobContext, key: string): Promise<void> {
  const { namespace, name } = keyFromText(key);
  if (context.caches.jobs.get({ namespace, name })) return;
  const stray = context.caches.pods.list(namespace).filter((pod) => isTracked(pod) && controllerOf(pod)?.name === name);
  for (const pod of stray) await letGo(context, pod);
}

async function createPods(context: JobContext, job: Stored<Job>, indexes: (number | undefined)[]): Promise<ApiError | undefined> {
  for (let done = 0, batch = 1; done < indexes.length; done += batch, batch *= 2) {
    const attempts = indexes.slice(done, done + batch).map((index) => createPod(context, job, index));
    const failed = (await Promise.allSettled(attempts)).find((result) => result.status === 'rejected');
    if (!failed) continue;
    if (failed.reason instanceof ApiError) return failed.reason;
    throw failed.reason;
  }
  return undefined;
}

async function createPod({ cluster, caches, events, created }: JobContext, job: Stored<Job>, index: number | undefined): Promise<void> {
  try {
    const pod = await cluster.create(pods, podOfJob(job, index));
    if (!caches.pods.get(keyOf(pod))) created.expect(job.metadata.uid, pod.metadata.uid);
    events.record(job, { type: 'Normal', reason: 'SuccessfulCreate', message: `Created pod: ${pod.metadata.name}` });
  } catch (error) {
    if (error instanceof ApiError) tellFailedCreate(events, job, error);
    throw error;
  }
}

// What the job itself ends is not counted, so it is let go of before.
async function removePod(context: JobContext, job: Stored<Job>, pod: Stored<Pod>): Promise<void> {
  if (isTracked(pod)) await letGo(context, pod);
  await unlessGone(() => context.cluster.delete(pods, keyOf(pod), { preconditions: { uid: pod.metadata.uid } }));
  context.events.record(job, { type: 'Normal', reason: 'SuccessfulDelete', message: `Deleted pod: ${pod.metadata.name}` });
}

async function letGo({ cluster }: ControllerContext, pod: Stored<Pod>): Promise<void> {
  const finalizers = (pod.metadata.finalizers ?? []).filter((finalizer) => finalizer !== trackingFinalizer);
  const body = { metadata: { uid: pod.metadata.uid, resourceVersion: pod.metadata.resourceVersion, finalizers } };
  await unlessGone(() => cluster.patch(pods, keyOf(pod), { type: 'merge', body }));
}

/** Deletes a job whose `ttlSecondsAfterFinished` is over. */
async function expire({ cluster, clock }: ControllerContext, job: Stored<Job>): Promise<Again | undefined> {
  const seconds = job.spec?.ttlSecondsAfterFinished;
  const end = endOf(job)?.lastTransitionTime;
  if (seconds === undefined || end === undefined) return undefined;
  const wait = Date.parse(end) + seconds * 1000 - clock.now();
  if (wait > 0) return { afterMilliseconds: wait };
  await unlessGone(() => cluster.delete(jobs, keyOf(job), { propagation: 'Foreground', preconditions: { uid: job.metadata.uid } }));
  return undefined;
}

async function unlessGone(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error;
  }
}
