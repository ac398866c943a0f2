/** The numbers that a deployment's replica sets have in its history. */
import type { Deployment, ReplicaSet } from 'kubernetes-types/apps/v1.d.ts';
import type { Stored } from '../../../objects.ts';

export const revisionAnnotation = 'deployment.kubernetes.io/revision';

export function currentRevision(current: Stored<ReplicaSet>, old: readonly Stored<ReplicaSet>[]): string {
  return String(Math.max(revisionOf(current), Number(nextRevision(old))));
}

export function nextRevision(old: readonly Stored<ReplicaSet>[]): string {
  return String(Math.max(0, ...old.map(revisionOf)) + 1);
}

/** The old replica sets that are more than the history is to keep. */
export function surplusHistory({ spec }: Deployment, old: readonly Stored<ReplicaSet>[]): Stored<ReplicaSet>[] {
  const idle = old.filter((set) => (set.spec?.replicas ?? 0) === 0 && (set.status?.replicas ?? 0) === 0 && !set.metadata.deletionTimestamp);
  const byRevision = idle.toSorted((one, other) => revisionOf(one) - revisionOf(other));
  return byRevision.slice(0, Math.max(0, idle.length - (spec?.revisionHistoryLimit ?? 10)));
}

function revisionOf(set: ReplicaSet): number {
  return Number(set.metadata?.annotations?.[revisionAnnotation] ?? 0);
}
