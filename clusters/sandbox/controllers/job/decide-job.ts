/** What to do for a job next, and what its status says: decided from the job and its pods alone. */
import type { JobStatus } from 'kubernetes-types/batch/v1.d.ts';
import type { EventFacts } from '../event-recorder.ts';
import { timestamp } from '../time.ts';
import { backoff, held, nextIndexes, surplus, wantedActive } from './choose-pods.ts';
import { condition, endOf, isSuspended, type JobVerdict, verdictOf, withCondition } from './job-conditions.ts';
import { countPods, type JobCounts } from './job-counts.ts';
import type { JobDecision, JobFacts } from './job-decision.ts';
import { isTracked } from './job-pods.ts';
import { releasable, withCounts } from './job-status.ts';
import { deadlineIn, newVerdict } from './judge-job.ts';

const mostAtOnce = 500;

/** One step of a job. Called again after every change of its pods. */
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
