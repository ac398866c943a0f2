import type { Job, JobSpec } from 'kubernetes-types/batch/v1.d.ts';
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { expect } from 'vitest';
import { events, jobs, pods } from '../../../../clusters/kinds.ts';
import type { Stored } from '../../../../clusters/objects.ts';
import { eventually } from '../../../helpers/eventually.ts';
import type { ContractContext } from '../../contract.ts';
import { podImage } from '../../pod-image.ts';

const patience = { timeoutMs: 40_000 };

export function declareJobs(context: ContractContext): void {
  declareShape(context);
  declareRuns(context);
}

function declareShape(context: ContractContext): void {
  const { it } = context;

  it('gives a job its defaults, and labels and a selector of its own', async () => {
    const job = await context.cluster.create(jobs, jobOf(context, 'defaults'), { dryRun: true });
    const { uid } = job.metadata;
    expect(job.spec).toMatchObject({
      completions: 1,
      parallelism: 1,
      backoffLimit: 6,
      completionMode: 'NonIndexed',
      suspend: false,
      manualSelector: false,
      podReplacementPolicy: 'TerminatingOrFailed',
      selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } },
    });
    expect(job.spec?.template.metadata?.labels).toEqual({
      'batch.kubernetes.io/controller-uid': uid,
      'batch.kubernetes.io/job-name': 'defaults',
      'controller-uid': uid,
      'job-name': 'defaults',
    });
    expect(job.metadata.generation).toBe(1);
  });

  it('refuses a job that could not run, and changes of what is fixed', async () => {
    const always = { template: { spec: { restartPolicy: 'Always', containers: [{ name: 'main', image: 'node:24' }] } } };
    await expect(context.cluster.create(jobs, jobOf(context, 'always', always))).rejects.toMatchObject({
      code: 422,
      message: 'Job.batch "always" is invalid: spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
    });
    await expect(
      context.cluster.create(jobs, jobOf(context, 'indexed', { completionMode: 'Indexed', parallelism: 1 })),
    ).rejects.toMatchObject({
      code: 422,
      message: 'Job.batch "indexed" is invalid: spec.completions: Required value: when completion mode is Indexed',
    });
    await expect(context.cluster.create(jobs, jobOf(context, 'negative', { backoffLimit: -1 }))).rejects.toMatchObject({
      code: 422,
      details: { causes: [{ field: 'spec.backoffLimit', message: 'Invalid value: -1: must be greater than or equal to 0' }] },
    });
    await context.cluster.create(jobs, jobOf(context, 'fixed', { suspend: true }));
    const key = { namespace: context.namespace, name: 'fixed' };
    await expect(context.cluster.patch(jobs, key, { type: 'merge', body: { spec: { completions: 5 } } })).rejects.toMatchObject({
      code: 422,
      details: { causes: [{ field: 'spec.completions', message: expect.stringContaining('field is immutable') }] },
    });
    await context.cluster.patch(jobs, key, { type: 'merge', body: { spec: { parallelism: 5 } } });
    await context.cluster.delete(jobs, key, { propagation: 'Background' });
  });
}

function declareRuns(context: ContractContext): void {
  const { it } = context;

  it('runs a job to its end, counts its pods, and holds none of them afterwards', async () => {
    await context.cluster.create(jobs, jobOf(context, 'counts', { completions: 3, parallelism: 2 }));
    const job = await ended(context, 'counts');
    expect(job.status).toMatchObject({ succeeded: 3, ready: 0, terminating: 0, uncountedTerminatedPods: {} });
    expect([job.status?.active, job.status?.failed]).toEqual([undefined, undefined]);
    expect(job.status?.startTime && job.status.completionTime).toBeTruthy();
    expect(job.status?.conditions?.map(({ type, status, reason, message }) => [type, status, reason, message])).toEqual([
      ['SuccessCriteriaMet', 'True', 'CompletionsReached', 'Reached expected number of succeeded pods'],
      ['Complete', 'True', 'CompletionsReached', 'Reached expected number of succeeded pods'],
    ]);
    const own = await podsOf(context, job);
    expect(own.map(({ status, metadata }) => [status?.phase, metadata.finalizers ?? []])).toEqual(Array(3).fill(['Succeeded', []]));
    expect(own[0]?.metadata).toMatchObject({
      generateName: 'counts-',
      labels: { 'batch.kubernetes.io/job-name': 'counts', 'job-name': 'counts' },
      ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name: 'counts', controller: true, blockOwnerDeletion: true }],
    });
    await eventually(async () => {
      const reasons = await reasonsOf(context, job);
      expect(reasons.filter((reason) => reason === 'SuccessfulCreate')).toHaveLength(3);
      expect(reasons).toContain('Completed');
      return true;
    });
  });

  it('gives each pod of an indexed job its index', async () => {
    await context.cluster.create(jobs, jobOf(context, 'indexed', { completionMode: 'Indexed', completions: 3, parallelism: 3 }));
    const job = await ended(context, 'indexed');
    expect(job.status).toMatchObject({ succeeded: 3, completedIndexes: '0-2' });
    const own = await podsOf(context, job);
    const indexOf = ({ metadata }: Pod) => metadata?.annotations?.['batch.kubernetes.io/job-completion-index'];
    expect(own.map(indexOf).sort()).toEqual(['0', '1', '2']);
    const second = own.find((pod) => indexOf(pod) === '1');
    expect([second?.spec?.hostname, second?.metadata.generateName]).toEqual(['indexed-1', 'indexed-1-']);
    expect(second?.metadata.labels?.['batch.kubernetes.io/job-completion-index']).toBe('1');
    expect(second?.spec?.containers[0]?.env).toContainEqual({
      name: 'JOB_COMPLETION_INDEX',
      valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: "metadata.labels['batch.kubernetes.io/job-completion-index']" } },
    });
  });

  it('gives a job up when its deadline is over', async () => {
    await context.cluster.create(jobs, jobOf(context, 'late', { activeDeadlineSeconds: 1, ...unschedulable() }));
    const job = await ended(context, 'late');
    const message = 'Job was active longer than specified deadline';
    expect(job.status?.conditions?.map(({ type, status, reason, message: text }) => [type, status, reason, text])).toEqual([
      ['FailureTarget', 'True', 'DeadlineExceeded', message],
      ['Failed', 'True', 'DeadlineExceeded', message],
    ]);
    expect(await podsOf(context, job)).toEqual([]);
    await eventually(async () => (await reasonsOf(context, job)).includes('DeadlineExceeded'));
  });

  it('makes no pods while a job is suspended, and goes on when it is resumed', async () => {
    const key = { namespace: context.namespace, name: 'pausing' };
    await context.cluster.create(jobs, jobOf(context, 'pausing', { suspend: true }));
    const suspended = await eventually(async () => {
      const job = await context.cluster.get(jobs, key);
      return job.status?.conditions?.some(({ type }) => type === 'Suspended') && job;
    }, patience);
    expect(suspended.status?.conditions).toMatchObject([
      { type: 'Suspended', status: 'True', reason: 'JobSuspended', message: 'Job suspended' },
    ]);
    expect(suspended.status?.startTime).toBeUndefined();
    expect(await podsOf(context, suspended)).toEqual([]);
    await context.cluster.patch(jobs, key, { type: 'merge', body: { spec: { suspend: false } } });
    const job = await ended(context, 'pausing');
    expect(job.status?.conditions?.map(({ type, status }) => [type, status])).toEqual([
      ['Suspended', 'False'],
      ['SuccessCriteriaMet', 'True'],
      ['Complete', 'True'],
    ]);
  });

  it('counts a pod that is deleted before it ended as failed, and gives up after too many', async () => {
    await context.cluster.create(jobs, jobOf(context, 'failing', { backoffLimit: 0, ...unschedulable() }));
    const pod = await eventually(async () => (await podsOf(context, await jobNamed(context, 'failing')))[0], patience);
    expect(pod.metadata.finalizers).toEqual(['batch.kubernetes.io/job-tracking']);
    await context.cluster.delete(pods, { namespace: context.namespace, name: pod.metadata.name });
    const job = await ended(context, 'failing');
    expect(job.status).toMatchObject({ failed: 1 });
    expect(job.status?.conditions?.map(({ type, reason }) => [type, reason])).toEqual([
      ['FailureTarget', 'BackoffLimitExceeded'],
      ['Failed', 'BackoffLimitExceeded'],
    ]);
  });

  it('deletes a job some time after its end, with its pods', async () => {
    await context.cluster.create(jobs, jobOf(context, 'brief', { ttlSecondsAfterFinished: 1 }));
    const { metadata } = await eventually(() => jobNamed(context, 'brief'));
    await eventually(async () => {
      const { items } = await context.cluster.list(jobs, { namespace: context.namespace });
      return !items.some(({ metadata: { name } }) => name === 'brief');
    }, patience);
    const { items } = await context.cluster.list(pods, { namespace: context.namespace });
    expect(items.filter(({ metadata: { ownerReferences } }) => ownerReferences?.some(({ uid }) => uid === metadata.uid))).toEqual([]);
  });

  it('leaves the pods of a job that is deleted without a policy, and takes them with it in the background', async () => {
    await context.cluster.create(jobs, jobOf(context, 'left', unschedulable()));
    const left = await eventually(async () => (await podsOf(context, await jobNamed(context, 'left')))[0], patience);
    await context.cluster.delete(jobs, { namespace: context.namespace, name: 'left' });
    const key = { namespace: context.namespace, name: left.metadata.name };
    await eventually(async () => {
      const { metadata } = await context.cluster.get(pods, key);
      return !metadata.ownerReferences?.length && !metadata.finalizers?.length;
    }, patience);
    await context.cluster.delete(pods, key);
    await context.cluster.create(jobs, jobOf(context, 'taken', unschedulable()));
    const taken = await eventually(async () => (await podsOf(context, await jobNamed(context, 'taken')))[0], patience);
    await context.cluster.delete(jobs, { namespace: context.namespace, name: 'taken' }, { propagation: 'Background' });
    await eventually(async () => {
      const { items } = await context.cluster.list(pods, { namespace: context.namespace });
      return !items.some(({ metadata: { uid } }) => uid === taken.metadata.uid);
    }, patience);
  });
}

/** A job whose pods end by themselves: a command on the sandbox, a pretended end where nothing runs. */
export function jobOf({ namespace }: ContractContext, name: string, spec: Partial<JobSpec> = {}): Job {
  const containers = [{ name: 'main', image: podImage, command: ['true'] }];
  return { metadata: { name, namespace }, spec: { template: { spec: { restartPolicy: 'Never', containers } }, ...spec } };
}

/** Pods that wait for ever. */
function unschedulable(): Pick<JobSpec, 'template'> {
  const containers = [{ name: 'main', image: 'node:24' }];
  return { template: { spec: { restartPolicy: 'Never', nodeSelector: { nowhere: 'true' }, containers } } };
}

function jobNamed({ cluster, namespace }: ContractContext, name: string): Promise<Stored<Job>> {
  return cluster.get(jobs, { namespace, name });
}

function ended(context: ContractContext, name: string): Promise<Stored<Job>> {
  return eventually(async () => {
    const job = await jobNamed(context, name);
    const isOver = job.status?.conditions?.some(({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True');
    return isOver && job;
  }, patience);
}

async function podsOf({ cluster, namespace }: ContractContext, job: Stored<Job>): Promise<Stored<Pod>[]> {
  const { items } = await cluster.list(pods, { namespace, labelSelector: `batch.kubernetes.io/controller-uid=${job.metadata.uid}` });
  return items;
}

async function reasonsOf({ cluster, namespace }: ContractContext, job: Stored<Job>): Promise<(string | undefined)[]> {
  const { items } = await cluster.list(events, { namespace, fieldSelector: `involvedObject.uid=${job.metadata.uid}` });
  return items.map(({ reason }) => reason);
}
