import type { Job, JobSpec } from 'kubernetes-types/batch/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { invalidValue, notSupported, requiredValue } from '../causes.ts';
import { equalJson, typed } from '../json.ts';
import type { Strategy } from '../resource.ts';
import { matchesLabelSelector } from '../selectors/label-selector.ts';
import { defaultPodSpec, validatePodSpec } from './pod-spec.ts';

export const jobStrategy: Strategy = {
  countsGenerations: true,
  // As everywhere, for the sake of clients older than the policies.
  defaultPropagation: 'Orphan',
  setDefaults(object) {
    const job = typed<Job>(object);
    if (!job.spec) return;
    defaultJobSpec(job.spec);
    const labels = job.spec.template?.metadata?.labels;
    if (labels && job.metadata && Object.keys(job.metadata.labels ?? {}).length === 0) job.metadata.labels = { ...labels };
  },
  prepareCreate(object) {
    const job = typed<Job>(object);
    job.status = {};
    if (job.spec && !job.spec.manualSelector) generateSelector(job, job.spec);
    // What was generated counts as labels of the template.
    jobStrategy.setDefaults?.(object);
  },
  validate(object, previous) {
    const { spec } = typed<Job>(object);
    if (!spec) return [requiredValue('spec')];
    const before = previous && typed<Job>(previous);
    return [
      ...validateJobSpec(spec, 'spec'),
      ...validateSelector(spec),
      ...(before?.spec ? validateChange(spec, before.spec, before) : []),
    ];
  },
  selectableFields: { 'status.successful': (object) => String(typed<Job>(object).status?.succeeded ?? 0) },
};

/** The defaults of a job, also inside a CronJob. */
export function defaultJobSpec(spec: JobSpec): void {
  if (spec.completions === undefined && spec.parallelism === undefined) spec.completions = 1;
  spec.parallelism ??= 1;
  spec.backoffLimit ??= 'backoffLimitPerIndex' in spec ? 2_147_483_647 : 6;
  spec.completionMode ??= 'NonIndexed';
  spec.suspend ??= false;
  spec.manualSelector ??= false;
  Object.assign(spec, { podReplacementPolicy: 'podFailurePolicy' in spec ? 'Failed' : 'TerminatingOrFailed', ...spec });
  if (spec.template?.spec) defaultPodSpec(spec.template.spec);
}

/** Labels that no other job's pods have, and a selector for them. */
function generateSelector({ metadata }: Job, spec: JobSpec): void {
  const [name, uid] = [metadata?.name ?? '', metadata?.uid ?? ''];
  const labels = {
    'job-name': name,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'batch.kubernetes.io/controller-uid': uid,
    ...spec.template.metadata?.labels,
  };
  spec.template = { ...spec.template, metadata: { ...spec.template.metadata, labels } };
  spec.selector = { ...spec.selector, matchLabels: { 'batch.kubernetes.io/controller-uid': uid, ...spec.selector?.matchLabels } };
}

/** What is wrong with a job's spec; `field` is where it is. */
export function validateJobSpec(spec: JobSpec, field: string): StatusCause[] {
  const causes: StatusCause[] = [];
  for (const name of ['parallelism', 'completions', 'activeDeadlineSeconds', 'backoffLimit', 'ttlSecondsAfterFinished'] as const) {
    const value = spec[name];
    if (value !== undefined && value < 0) causes.push(invalidValue(`${field}.${name}`, value, 'must be greater than or equal to 0'));
  }
  const modes = ['NonIndexed', 'Indexed'];
  if (!modes.includes(spec.completionMode ?? ''))
    causes.push(notSupported(`${field}.completionMode`, spec.completionMode, modes.toSorted()));
  if (spec.completionMode === 'Indexed' && spec.completions === undefined) {
    causes.push(requiredValue(`${field}.completions`, 'when completion mode is Indexed'));
  }
  causes.push(...validatePodSpec(spec.template?.spec, `${field}.template.spec`));
  const restartPolicy = spec.template?.spec?.restartPolicy ?? 'Always';
  if (restartPolicy === 'Always') causes.push(requiredValue(`${field}.template.spec.restartPolicy`, 'valid values: "OnFailure", "Never"'));
  return causes;
}

function validateSelector({ selector, template }: JobSpec): StatusCause[] {
  if (!selector) return [requiredValue('spec.selector')];
  const labels = template?.metadata?.labels ?? {};
  if (matchesLabelSelector(selector, labels)) return [];
  return [invalidValue('spec.template.metadata.labels', labels, '`selector` does not match template `labels`')];
}

function validateChange(spec: JobSpec, before: JobSpec, job: Job): StatusCause[] {
  const causes: StatusCause[] = [];
  const immutable = (name: string, after: unknown, present: unknown) => {
    if (!equalJson(after, present)) causes.push(invalidValue(`spec.${name}`, after, 'field is immutable'));
  };
  if (!isElastic(spec, before)) immutable('completions', spec.completions, before.completions);
  immutable('selector', spec.selector, before.selector);
  immutable('template', settled(spec, job), settled(before, job));
  immutable('completionMode', spec.completionMode, before.completionMode);
  return causes;
}

/** An indexed job may grow and shrink as long as all its indexes run side by side. */
function isElastic(spec: JobSpec, before: JobSpec): boolean {
  const keepsStep = spec.completions === spec.parallelism && before.completions === before.parallelism;
  return spec.completionMode === 'Indexed' && keepsStep;
}

/** What of the template is fixed: as long as a suspended job has not begun, where its pods go may still change. */
function settled({ template }: JobSpec, { spec, status }: Job): unknown {
  if (!spec?.suspend || status?.startTime) return template;
  const { nodeSelector: _, affinity: __, tolerations: ___, ...rest } = template.spec ?? { containers: [] };
  const { labels: ____, annotations: _____, ...metadata } = template.metadata ?? {};
  return { metadata, spec: rest };
}
