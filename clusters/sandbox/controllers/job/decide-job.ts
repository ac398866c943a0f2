/** What to do for a job next, and what its status says: decided from the job and its pods alone. */
import type { Job, JobStatus } from 'kubernetes-types/batch/v1.d.ts';
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Stored } from '../../../objects.ts';
import type { EventFacts } from '../event-recorder.ts';
import { isFinished } from '../pod-facts.ts';
import { timestamp } from '../time.ts';
import {
  backoffLimitExceeded,
  completionsReached,
  condition,
  deadlineExceeded,
  endOf,
  isSuspended,
  type JobVerdict,
  verdictOf,
  withCondition,
} from './job-conditions.ts';
import { countPods, type JobCounts } from './job-counts.ts';
import { formatIndexes } from './job-indexes.ts';
import { finishedAt, indexOf, isTracked, leastAdvancedFirst } from './job-pods.ts';

export interface JobFacts {
  job: Stored<Job>;
  /** Those that it controls. */
  pods: readonly Stored<Pod>[];
  now: number;
}

export interface JobDecision {
  /** The index of each pod to make; undefined where the job has none. */
  create: (number | undefined)[];
  /** To be let go of and deleted. */
  remove: Stored<Pod>[];
  /** Ended and noted: they need not be held any more. */
  release: Stored<Pod>[];
  status: JobStatus;
  events: EventFacts[];
  againIn?: number;
}

const firstBackoff = 10_000;
const longestBackoff = 600_000;
const mostAtOnce = 500;

export function decideJob(facts: JobFacts): JobDecision {
  const counts = countPods(facts.job, facts.pods);
  if (endOf(facts.job)) return settle(facts, counts);
  const verdict = verdictOf(facts.job) ?? newVerdict(facts, counts);
  if (verdict) return finish(facts, counts, verdict);
  return facts.job.spec?.suspend ? suspend(facts, counts) : run(facts, counts);
}

/** Over: only what is still held is let go of. */
function settle(facts: JobFacts, counts: JobCounts): JobDecision {
  return { create: [], remove: [], release: facts.pods.filter(isTracked), status: withCounts(facts, counts, {}), events: [] };
}

function newVerdict({ job, pods, now }: JobFacts, { failed, succeeded, active }: JobCounts): JobVerdict | undefined {
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

/** First the verdict is written and the pods go; when none is left, the job is over. */
function finish(facts: JobFacts, counts: JobCounts, verdict: JobVerdict): JobDecision {
  const now = timestamp(facts.now);
  let conditions = facts.job.status?.conditions ?? [];
  const events: EventFacts[] = [];
  if (!verdictOf(facts.job)) conditions = withCondition(conditions, condition(verdict.type, 'True', { ...verdict, now }));
  const isOver = counts.active.length + counts.terminating === 0 && counts.newlyFailed.length + counts.newlySucceeded.length === 0;
  const succeeded = verdict.type === 'SuccessCriteriaMet';
  if (isOver && verdictOf(facts.job)) {
    conditions = withCondition(conditions, condition(succeeded ? 'Complete' : 'Failed', 'True', { ...verdict, now }));
    events.push(
      succeeded
        ? { type: 'Normal', reason: 'Completed', message: 'Job completed' }
        : { type: 'Warning', reason: verdict.reason, message: verdict.message },
    );
  }
  const completionTime = isOver && succeeded && verdictOf(facts.job) ? { completionTime: now } : {};
  const status = withCounts(facts, { ...counts, active: [], ready: 0, terminating: counts.terminating }, { conditions, ...completionTime });
  return { create: [], remove: counts.active, release: releasable(facts), status, events };
}

function suspend(facts: JobFacts, counts: JobCounts): JobDecision {
  const { job, now } = facts;
  const conditions = job.status?.conditions ?? [];
  const told = isSuspended(job);
  const said = { reason: 'JobSuspended', message: 'Job suspended', now: timestamp(now) };
  const changed = told ? {} : { conditions: withCondition(conditions, condition('Suspended', 'True', said)) };
  const { startTime: _, ...status } = withCounts(facts, { ...counts, active: [], ready: 0 }, changed);
  const events: EventFacts[] = told ? [] : [{ type: 'Normal', reason: 'Suspended', message: 'Job suspended' }];
  return { create: [], remove: counts.active, release: releasable(facts), status, events };
}

function run(facts: JobFacts, counts: JobCounts): JobDecision {
  const { job, now } = facts;
  const resumed = isSuspended(job);
  const said = { reason: 'JobResumed', message: 'Job resumed', now: timestamp(now) };
  const changes: JobStatus = {
    startTime: resumed ? timestamp(now) : (job.status?.startTime ?? timestamp(now)),
    ...(resumed && { conditions: withCondition(job.status?.conditions ?? [], condition('Suspended', 'False', said)) }),
  };
  const events: EventFacts[] = resumed ? [{ type: 'Normal', reason: 'Resumed', message: 'Job resumed' }] : [];
  const wanted = wantedActive(job, counts);
  const wait = backoff(facts, counts);
  const remove = surplus(job, counts, wanted);
  const kept = counts.active.length - remove.length;
  const missing = Math.min(mostAtOnce, Math.max(0, wanted - kept - held(job, counts)));
  const create = wait > 0 ? [] : nextIndexes(job, counts, missing);
  const status = withCounts(facts, counts, changes);
  const waits = [deadlineIn({ ...facts, job: { ...job, status } }), ...(wait > 0 && missing > 0 ? [wait] : [])].filter(
    (one) => one !== undefined,
  );
  const again = waits.length > 0 ? { againIn: Math.min(...waits) } : {};
  return { create, remove, release: releasable(facts), status, events, ...again };
}

function wantedActive({ spec }: Job, { succeeded, active }: JobCounts): number {
  const parallelism = spec?.parallelism ?? 1;
  if (spec?.completions === undefined) return succeeded > 0 ? Math.min(parallelism, active.length) : parallelism;
  return Math.min(parallelism, Math.max(0, spec.completions - succeeded));
}

/** Pods on their way out take the place of their successors where the job says so. */
function held({ spec }: Job, { terminating }: JobCounts): number {
  return (spec as { podReplacementPolicy?: string } | undefined)?.podReplacementPolicy === 'Failed' ? terminating : 0;
}

function nextIndexes({ spec }: Job, { completedIndexes, active }: JobCounts, count: number): (number | undefined)[] {
  if (spec?.completionMode !== 'Indexed') return Array.from({ length: count }, () => undefined);
  const taken = new Set([...completedIndexes, ...active.map(indexOf)]);
  const indexes: number[] = [];
  for (let index = 0; index < (spec.completions ?? 0) && indexes.length < count; index++) if (!taken.has(index)) indexes.push(index);
  return indexes;
}

function surplus({ spec }: Job, { active, completedIndexes }: JobCounts, wanted: number): Stored<Pod>[] {
  if (spec?.completionMode !== 'Indexed') return active.toSorted(leastAdvancedFirst).slice(0, Math.max(0, active.length - wanted));
  const seen = new Set<number>();
  // Of one index one pod is enough, and of one that is done or does not exist (any more) none.
  const needless = active.filter((pod) => {
    const index = indexOf(pod) ?? -1;
    const isNeeded = index >= 0 && index < (spec.completions ?? 0) && !completedIndexes.has(index) && !seen.has(index);
    seen.add(index);
    return !isNeeded;
  });
  const needed = active.filter((pod) => !needless.includes(pod)).toSorted(leastAdvancedFirst);
  return [...needless, ...needed.slice(0, Math.max(0, needed.length - wanted))];
}

/** After each failure in a row the next try waits twice as long, from ten seconds to ten minutes. */
function backoff({ pods, now }: JobFacts, { newlyFailed }: JobCounts): number {
  const ended = pods.filter((pod) => isFinished(pod) || newlyFailed.includes(pod));
  const success = Math.max(0, ...ended.filter(({ status }) => status?.phase === 'Succeeded').map(finishedAt));
  const failures = ended.filter((pod) => pod.status?.phase !== 'Succeeded').map(finishedAt);
  const inRow = failures.filter((at) => at > success);
  if (inRow.length === 0) return 0;
  const delay = Math.min(longestBackoff, firstBackoff * 2 ** (inRow.length - 1));
  return Math.max(0, Math.max(...inRow) + delay - now);
}

function deadlineIn({ job, now }: JobFacts): number | undefined {
  const seconds = job.spec?.activeDeadlineSeconds;
  if (seconds === undefined || !job.status?.startTime) return undefined;
  return Math.max(1, Date.parse(job.status.startTime) + seconds * 1000 - now);
}

/** Only what the stored status already notes may be let go of: a crash in between would lose it. */
function releasable({ job, pods }: JobFacts): Stored<Pod>[] {
  const { succeeded = [], failed = [] } = job.status?.uncountedTerminatedPods ?? {};
  const noted = new Set([...succeeded, ...failed]);
  return pods.filter((pod) => isTracked(pod) && noted.has(pod.metadata.uid));
}

function withCounts({ job }: JobFacts, counts: JobCounts, changes: JobStatus): JobStatus {
  const { status = {} } = job;
  const indexed = job.spec?.completionMode === 'Indexed';
  const before = status.uncountedTerminatedPods ?? {};
  const succeededUids = nextUncounted(before.succeeded, counts.newlySucceeded, counts.settledSucceeded);
  const failedUids = nextUncounted(before.failed, counts.newlyFailed, counts.settledFailed);
  const succeeded = indexed ? counts.completedIndexes.size : (status.succeeded ?? 0) + counts.settledSucceeded.length;
  const failed = (status.failed ?? 0) + counts.settledFailed.length;
  const { active: _, succeeded: __, failed: ___, completedIndexes: ____, ...rest } = status;
  return {
    ...rest,
    ...(counts.active.length > 0 && { active: counts.active.length }),
    ready: counts.ready,
    ...{ terminating: counts.terminating },
    ...(succeeded > 0 && { succeeded }),
    ...(failed > 0 && { failed }),
    ...(indexed && counts.completedIndexes.size > 0 && { completedIndexes: formatIndexes(counts.completedIndexes) }),
    uncountedTerminatedPods: {
      ...(succeededUids.length > 0 && { succeeded: succeededUids }),
      ...(failedUids.length > 0 && { failed: failedUids }),
    },
    ...changes,
  };
}

function nextUncounted(before: readonly string[] = [], fresh: readonly Stored<Pod>[], settled: readonly string[]): string[] {
  return [...before.filter((uid) => !settled.includes(uid)), ...fresh.map(({ metadata }) => metadata.uid)];
}
