import type { CronJob, CronJobSpec } from 'kubernetes-types/batch/v1.d.ts';
import { expect } from 'vitest';
import { cronJobs, events, jobs } from '../../../../clusters/kinds.ts';
import { eventually } from '../../../helpers/eventually.ts';
import type { ContractContext } from '../../contract.ts';
import { jobOf } from './jobs.ts';

const patience = { timeoutMs: 40_000 };

export function declareCronJobs(context: ContractContext): void {
  const { it } = context;

  it('gives a CronJob its defaults', async () => {
    const { spec } = await context.cluster.create(cronJobs, cronJobOf(context, 'defaults'), { dryRun: true });
    expect(spec).toMatchObject({ concurrencyPolicy: 'Allow', suspend: false, successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1 });
    expect(spec?.jobTemplate.spec?.template.spec).toMatchObject({ restartPolicy: 'Never', terminationGracePeriodSeconds: 30 });
  });

  it('refuses schedules, time zones and policies that mean nothing', async () => {
    const refused = (name: string, spec: object) => context.cluster.create(cronJobs, cronJobOf(context, name, spec), { dryRun: true });
    await expect(refused('few-fields', { schedule: 'often' })).rejects.toMatchObject({
      code: 422,
      message: 'CronJob.batch "few-fields" is invalid: spec.schedule: Invalid value: "often": expected exactly 5 fields, found 1: [often]',
    });
    await expect(refused('minute-99', { schedule: '99 * * * *' })).rejects.toMatchObject({
      code: 422,
      details: { causes: [{ field: 'spec.schedule', reason: 'FieldValueInvalid' }] },
    });
    await expect(refused('nowhere', { timeZone: 'Nowhere/Land' })).rejects.toMatchObject({
      code: 422,
      details: { causes: [{ field: 'spec.timeZone', message: 'Invalid value: "Nowhere/Land": unknown time zone Nowhere/Land' }] },
    });
    await expect(refused('sometimes', { concurrencyPolicy: 'Sometimes' })).rejects.toMatchObject({
      code: 422,
      details: { causes: [{ message: 'Unsupported value: "Sometimes": supported values: "Allow", "Forbid", "Replace"' }] },
    });
    await refused('in-zurich', { schedule: '30 6 1,15 * mon-fri', timeZone: 'Europe/Zurich' });
    await refused('daily', { schedule: '@daily' });
  });

  it('makes a job when it is due, and says when that was', async () => {
    const key = { namespace: context.namespace, name: 'often' };
    await context.cluster.create(cronJobs, cronJobOf(context, 'often', { schedule: '@every 1s' }));
    const job = await eventually(async () => {
      const { items } = await context.cluster.list(jobs, { namespace: context.namespace });
      return items.find(({ metadata }) => metadata.ownerReferences?.some(({ kind, name }) => kind === 'CronJob' && name === 'often'));
    }, patience);
    expect(job.metadata.name).toMatch(/^often-\d+$/);
    expect(job.metadata.ownerReferences).toMatchObject([{ apiVersion: 'batch/v1', controller: true, blockOwnerDeletion: true }]);
    expect(job.metadata.annotations?.['batch.kubernetes.io/cronjob-scheduled-timestamp']).toBeTruthy();
    await eventually(async () => (await context.cluster.get(cronJobs, key)).status?.lastScheduleTime, patience);
    await context.cluster.patch(cronJobs, key, { type: 'merge', body: { spec: { suspend: true } } });
    await eventually(async () => {
      const { items } = await context.cluster.list(events, { namespace: context.namespace });
      return items.find(({ reason, message }) => reason === 'SuccessfulCreate' && message === `Created job ${job.metadata.name}`);
    }, patience);
    await eventually(async () => {
      const { status } = await context.cluster.get(cronJobs, key);
      return status?.lastSuccessfulTime && !status.active?.length;
    }, patience);
    await context.cluster.delete(cronJobs, key);
  });
}

function cronJobOf(context: ContractContext, name: string, spec: Partial<CronJobSpec> & { timeZone?: string } = {}): CronJob {
  const { spec: job } = jobOf(context, name);
  return {
    metadata: { name, namespace: context.namespace },
    spec: { schedule: '0 0 1 1 *', jobTemplate: { ...(job && { spec: job }) }, ...spec },
  };
}
