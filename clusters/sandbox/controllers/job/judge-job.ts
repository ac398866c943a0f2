/** Whether a job that runs has come to its end, and when its deadline is. */
import type { Job } from 'kubernetes-types/batch/v1.d.ts';
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { isFinished } from '../pod-facts.ts';
import { backoffLimitExceeded, completionsReached, deadlineExceeded, isSuspended, type JobVerdict } from './job-conditions.ts';
import type { JobCounts } from './job-counts.ts';
import type { JobFacts } from './job-decision.ts';

/** The verdict on a job that has none yet; undefined while it is to go on. */
export function newVerdict({ job, pods, now }: JobFacts, { failed, succeeded, active }: JobCounts): JobVerdict | undefined {
  const { spec = {} as Job['spec'], status } = job;
  const limit = spec?.backoffLimit ?? 6;
  if (failed > limit || restartsExceed(job, pods, limit)) return backoffLimitExceeded;
  const deadline = spec?.activeDeadlineSeconds;
  const isLate = deadline !== undefined && status?.startTime && now - Date.parse(status.startTime) >= deadline * 1000;
  if (isLate && !isSuspended(job)) return deadlineExceeded;
  const wanted = spec?.completions;
  const isDone = wanted === undefined ? succeeded > 0 && active.length === 0 : succeeded >= wanted;
  return isDone ? completionsReached : undefined;
}

function restartsExceed({ spec }: Job, pods: readonly Pod[], limit: number): boolean {
  if (spec?.template.spec?.restartPolicy !== 'OnFailure') return false;
  const statuses = pods
    .filter((pod) => !isFinished(pod))
    .flatMap(({ status }) => [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])]);
  const restarts = statuses.reduce((sum, { restartCount }) => sum + restartCount, 0);
  return limit === 0 ? restarts > 0 : restarts >= limit;
}

/** Milliseconds from now; undefined where the job has no deadline, or has not begun. */
export function deadlineIn({ job, now }: JobFacts): number | undefined {
  const seconds = job.spec?.activeDeadlineSeconds;
  if (seconds === undefined || !job.status?.startTime) return undefined;
  return Math.max(1, Date.parse(job.status.startTime) + seconds * 1000 - now);
}
