/** What a job's status says of its pods, each counted once. */
import type { JobStatus } from 'kubernetes-types/batch/v1.d.ts';
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Stored } from '../../../objects.ts';
import type { JobCounts } from './job-counts.ts';
import type { JobFacts } from './job-decision.ts';
import { formatIndexes } from './job-indexes.ts';
import { isTracked } from './job-pods.ts';

/** The status after the pods have been counted, with what else changes. */
export function withCounts({ job }: JobFacts, counts: JobCounts, changes: JobStatus): JobStatus {
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

/** Only what the stored status already notes may be let go of: a crash in between would lose it. */
export function releasable({ job, pods }: JobFacts): Stored<Pod>[] {
  const { succeeded = [], failed = [] } = job.status?.uncountedTerminatedPods ?? {};
  const noted = new Set([...succeeded, ...failed]);
  return pods.filter((pod) => isTracked(pod) && noted.has(pod.metadata.uid));
}

function nextUncounted(before: readonly string[] = [], fresh: readonly Stored<Pod>[], settled: readonly string[]): string[] {
  return [...before.filter((uid) => !settled.includes(uid)), ...fresh.map(({ metadata }) => metadata.uid)];
}
