import type { CronJob, CronJobSpec } from 'kubernetes-types/batch/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { parseSchedule, timeZoneProblem } from '../../cron/schedule.ts';
import { invalidValue, notSupported, requiredValue, tooLong } from '../causes.ts';
import { typed } from '../json.ts';
import type { Strategy } from '../resource.ts';
import { defaultJobSpec, validateJobSpec } from './jobs.ts';

/** The names of its jobs end in a dash and the minute. */
const longestName = 52;

export const cronJobStrategy: Strategy = {
  countsGenerations: true,
  setDefaults(object) {
    const { spec } = typed<CronJob>(object);
    if (!spec) return;
    spec.concurrencyPolicy ??= 'Allow';
    spec.suspend ??= false;
    spec.successfulJobsHistoryLimit ??= 3;
    spec.failedJobsHistoryLimit ??= 1;
    // A job gets the defaults of its own when it is made.
    if (spec.jobTemplate?.spec?.template?.spec) defaultTemplate(spec);
  },
  prepareCreate(object) {
    typed<CronJob>(object).status = {};
  },
  validate(object, previous) {
    const { spec, metadata } = typed<CronJob>(object);
    if (!spec) return [requiredValue('spec')];
    const causes = validateCronJob(spec);
    if (!previous && (metadata?.name?.length ?? 0) > longestName) causes.push(tooLong('metadata.name', longestName));
    return causes;
  },
};

function defaultTemplate({ jobTemplate }: CronJobSpec): void {
  const { spec } = jobTemplate;
  if (!spec) return;
  const complete = { ...spec };
  defaultJobSpec(complete);
  spec.template = complete.template;
}

function validateCronJob(spec: CronJobSpec): StatusCause[] {
  const causes: StatusCause[] = [];
  if (!spec.schedule) causes.push(requiredValue('spec.schedule'));
  else causes.push(...validateSchedule(spec));
  for (const name of ['startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'] as const) {
    const value = spec[name];
    if (value !== undefined && value < 0) causes.push(invalidValue(`spec.${name}`, value, 'must be greater than or equal to 0'));
  }
  const { timeZone } = spec as { timeZone?: string };
  const problem = timeZone === undefined ? undefined : timeZoneProblem(timeZone);
  if (problem) causes.push(invalidValue('spec.timeZone', timeZone, problem));
  const policies = ['Allow', 'Forbid', 'Replace'];
  if (!policies.includes(spec.concurrencyPolicy ?? ''))
    causes.push(notSupported('spec.concurrencyPolicy', spec.concurrencyPolicy, policies));
  const job = spec.jobTemplate?.spec;
  if (!job) return [...causes, requiredValue('spec.jobTemplate.spec')];
  const { completionMode = 'NonIndexed', ...rest } = job;
  causes.push(...validateJobSpec({ ...rest, completionMode }, 'spec.jobTemplate.spec'));
  if (job.selector) causes.push(invalidValue('spec.jobTemplate.spec.selector', job.selector, '`selector` will be auto-generated'));
  if (job.manualSelector) causes.push(notSupported('spec.jobTemplate.spec.manualSelector', true, ['nil', 'false']));
  return causes;
}

function validateSchedule({ schedule }: CronJobSpec): StatusCause[] {
  if (schedule.includes('TZ')) {
    return [invalidValue('spec.schedule', schedule, 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead')];
  }
  try {
    parseSchedule(schedule);
    return [];
  } catch (error) {
    return [invalidValue('spec.schedule', schedule, error instanceof Error ? error.message : String(error))];
  }
}
