/** Which pods a running job is to have: how many, with which indexes, which are too many, and how long the next must wait. */
import type { Job } from 'kubernetes-types/batch/v1.d.ts';
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Stored } from '../../../objects.ts';
import { isFinished } from '../pod-facts.ts';
import type { JobCounts } from './job-counts.ts';
import type { JobFacts } from './job-decision.ts';
import { finishedAt, indexOf, leastAdvancedFirst } from './job-pods.ts';

const firstBackoff = 10_000;
const longestBackoff = 600_000;

/** How many are to run at once. */
export function wantedActive({ spec }: Job, { succeeded, active }: JobCounts): number {
  const parallelism = spec?.parallelism ?? 1;
  if (spec?.completions === undefined) return succeeded > 0 ? Math.min(parallelism, active.length) : parallelism;
  return Math.min(parallelism, Math.max(0, spec.completions - succeeded));
}

/** Pods on their way out take the place of their successors where the job says so. */
export function held({ spec }: Job, { terminating }: JobCounts): number {
  return (spec as { podReplacementPolicy?: string } | undefined)?.podReplacementPolicy === 'Failed' ? terminating : 0;
}

/** The indexes of the next pods, lowest first; undefined for each pod of a job that has none. */
export function nextIndexes({ spec }: Job, { completedIndexes, active }: JobCounts, count: number): (number | undefined)[] {
  if (spec?.completionMode !== 'Indexed') return Array.from({ length: count }, () => undefined);
  const taken = new Set([...completedIndexes, ...active.map(indexOf)]);
  const indexes: number[] = [];
  for (let index = 0; index < (spec.completions ?? 0) && indexes.length < count; index++) if (!taken.has(index)) indexes.push(index);
  return indexes;
}

/** The pods to be given up. */
export function surplus({ spec }: Job, { active, completedIndexes }: JobCounts, wanted: number): Stored<Pod>[] {
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
export function backoff({ pods, now }: JobFacts, { newlyFailed }: JobCounts): number {
  const ended = pods.filter((pod) => isFinished(pod) || newlyFailed.includes(pod));
  const success = Math.max(0, ...ended.filter(({ status }) => status?.phase === 'Succeeded').map(finishedAt));
  const failures = ended.filter((pod) => pod.status?.phase !== 'Succeeded').map(finishedAt);
  const inRow = failures.filter((at) => at > success);
  if (inRow.length === 0) return 0;
  const delay = Math.min(longestBackoff, firstBackoff * 2 ** (inRow.length - 1));
  return Math.max(0, Math.max(...inRow) + delay - now);
}
