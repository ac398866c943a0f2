import type { Job, JobCondition } from 'kubernetes-types/batch/v1.d.ts';

/** Why a job is over or about to be; the two-step conditions of Kubernetes: first the verdict, then, without pods, the end. */
export interface JobVerdict {
  /** SuccessCriteriaMet leads to Complete, FailureTarget to Failed. */
  type: 'SuccessCriteriaMet' | 'FailureTarget';
  reason: string;
  message: string;
}

export const completionsReached: JobVerdict = {
  type: 'SuccessCriteriaMet',
  reason: 'CompletionsReached',
  message: 'Reached expected number of succeeded pods',
};

export const backoffLimitExceeded: JobVerdict = {
  type: 'FailureTarget',
  reason: 'BackoffLimitExceeded',
  message: 'Job has reached the specified backoff limit',
};

export const deadlineExceeded: JobVerdict = {
  type: 'FailureTarget',
  reason: 'DeadlineExceeded',
  message: 'Job was active longer than specified deadline',
};

/** The verdict that an earlier look came to. */
export function verdictOf(job: Job): JobVerdict | undefined {
  const found = job.status?.conditions?.find(
    ({ type, status }) => (type === 'SuccessCriteriaMet' || type === 'FailureTarget') && status === 'True',
  );
  return found && { type: found.type as JobVerdict['type'], reason: found.reason ?? '', message: found.message ?? '' };
}

/** Complete or Failed, once it is one of them. */
export function endOf(job: Job): JobCondition | undefined {
  return job.status?.conditions?.find(({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True');
}

export function isSuspended(job: Job): boolean {
  return job.status?.conditions?.some(({ type, status }) => type === 'Suspended' && status === 'True') ?? false;
}

/** The conditions with one set. */
export function withCondition(conditions: readonly JobCondition[], condition: JobCondition): JobCondition[] {
  const others = conditions.filter(({ type }) => type !== condition.type);
  const place = conditions.findIndex(({ type }) => type === condition.type);
  return place < 0 ? [...others, condition] : conditions.map((known, index) => (index === place ? condition : known));
}

export function condition(type: string, status: string, facts: { reason: string; message: string; now: string }): JobCondition {
  const { reason, message, now } = facts;
  return { type, status, lastProbeTime: now, lastTransitionTime: now, reason, message };
}
