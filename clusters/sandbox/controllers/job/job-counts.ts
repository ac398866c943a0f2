import type { Job } from 'kubernetes-types/batch/v1.d.ts';
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Stored } from '../../../objects.ts';
import { isFinished, isReady } from '../pod-facts.ts';
import { parseIndexes } from './job-indexes.ts';
import { indexOf, isTracked } from './job-pods.ts';

/** Where a job's pods are. Those that ended are counted once: by uid while their finalizer holds them, as numbers after it. */
export interface JobCounts {
  active: Stored<Pod>[];
  ready: number;
  terminating: number;
  succeeded: number;
  failed: number;
  completedIndexes: Set<number>;
  /** Ended, and not noted in the status yet. */
  newlySucceeded: Stored<Pod>[];
  newlyFailed: Stored<Pod>[];
  /** Noted by uid and let go of: now they become numbers. */
  settledSucceeded: string[];
  settledFailed: string[];
}

export function countPods(job: Stored<Job>, pods: readonly Stored<Pod>[]): JobCounts {
  const { status = {} } = job;
  const uncounted = status.uncountedTerminatedPods ?? {};
  const noted = { succeeded: uncounted.succeeded ?? [], failed: uncounted.failed ?? [] };
  const known = new Set([...noted.succeeded, ...noted.failed]);
  const held = new Set(pods.filter(isTracked).map(({ metadata }) => metadata.uid));
  const fresh = pods.filter((pod) => isTracked(pod) && !known.has(pod.metadata.uid));
  const active = pods.filter((pod) => !isFinished(pod) && !pod.metadata.deletionTimestamp);
  const succeededPods = fresh.filter(({ status: is }) => is?.phase === 'Succeeded');
  const newlyFailed = fresh.filter((pod) => hasFailed(job, pod));
  const completedIndexes = completedBy(job, succeededPods);
  const newlySucceeded = succeededPods;
  const indexed = job.spec?.completionMode === 'Indexed';
  return {
    active,
    ready: active.filter(isReady).length,
    terminating: pods.filter((pod) => !isFinished(pod) && pod.metadata.deletionTimestamp).length,
    succeeded: indexed ? completedIndexes.size : (status.succeeded ?? 0) + noted.succeeded.length + newlySucceeded.length,
    failed: (status.failed ?? 0) + noted.failed.length + newlyFailed.length,
    completedIndexes,
    newlySucceeded,
    newlyFailed,
    settledSucceeded: noted.succeeded.filter((uid) => !held.has(uid)),
    settledFailed: noted.failed.filter((uid) => !held.has(uid)),
  };
}

/** Who is deleted before it ended has failed too, unless the job only replaces pods that are over. */
function hasFailed({ spec }: Job, pod: Stored<Pod>): boolean {
  if (pod.status?.phase === 'Failed') return true;
  const replacement = (spec as { podReplacementPolicy?: string } | undefined)?.podReplacementPolicy;
  return replacement !== 'Failed' && pod.metadata.deletionTimestamp !== undefined && pod.status?.phase !== 'Succeeded';
}

function completedBy({ spec, status }: Job, succeeded: readonly Stored<Pod>[]): Set<number> {
  const indexes = parseIndexes(status?.completedIndexes);
  for (const pod of succeeded) {
    const index = indexOf(pod);
    if (index !== undefined && index < (spec?.completions ?? 0)) indexes.add(index);
  }
  return indexes;
}
