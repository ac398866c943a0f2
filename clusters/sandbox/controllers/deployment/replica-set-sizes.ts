/** How large each replica set of a deployment is to be next. */
import type { Deployment, ReplicaSet } from 'kubernetes-types/apps/v1.d.ts';
import type { Stored } from '../../../objects.ts';
import { type RevisionCount, type RolloutBounds, rollingUpdate, rolloutBounds, scaleProportionally } from './rolling-update.ts';

const desiredAnnotation = 'deployment.kubernetes.io/desired-replicas';
const maximumAnnotation = 'deployment.kubernetes.io/max-replicas';

export interface DeploymentFacts {
  deployment: Stored<Deployment>;
  /** Those that it controls. */
  replicaSets: readonly Stored<ReplicaSet>[];
  /** Pods of old replica sets that still run; `Recreate` waits for them. */
  oldPods: number;
  now: number;
}

/** The replica set of the template as it is now, and all others, the oldest first. */
export interface Revisions {
  current: Stored<ReplicaSet> | undefined;
  old: readonly Stored<ReplicaSet>[];
}

/** The new sizes by name; sets that keep theirs may be missing. */
export function nextSizes(facts: DeploymentFacts, bounds: RolloutBounds, { current, old }: Revisions): Map<string, number> {
  const { deployment, replicaSets } = facts;
  const rescaled = replicaSets.some(
    (set) => (set.spec?.replicas ?? 0) > 0 && wasSizedFor(set) !== undefined && wasSizedFor(set) !== bounds.replicas,
  );
  if (deployment.spec?.paused || rescaled) return scaled(bounds, [...old, ...(current ? [current] : [])]);
  if (!current) return new Map();
  if (deployment.spec?.strategy?.type === 'Recreate') return recreate(facts, current, old);
  return rollingUpdate(bounds, countOf(current), old.map(countOf));
}

/** With how many a new replica set begins. */
export function firstSize({ deployment, oldPods }: DeploymentFacts, bounds: RolloutBounds, old: readonly Stored<ReplicaSet>[]): number {
  const running = old.reduce((sum, set) => sum + (set.spec?.replicas ?? 0), 0);
  if (deployment.spec?.strategy?.type === 'Recreate') return running + oldPods > 0 ? 0 : bounds.replicas;
  return Math.max(0, Math.min(bounds.replicas, bounds.replicas + bounds.maxSurge - running));
}

// While a rollout is under way, more or fewer replicas are spread over its revisions; otherwise they go to the one that there is.
function scaled(bounds: RolloutBounds, sets: readonly Stored<ReplicaSet>[]): Map<string, number> {
  const active = sets.filter((set) => (set.spec?.replicas ?? 0) > 0);
  const only = active.length <= 1 ? (active[0] ?? sets.at(-1)) : undefined;
  if (only) return new Map([[only.metadata.name, bounds.replicas]]);
  return scaleProportionally(bounds.replicas > 0 ? bounds.replicas + bounds.maxSurge : 0, active.map(countOf));
}

function recreate(
  { deployment, oldPods }: DeploymentFacts,
  current: Stored<ReplicaSet>,
  old: readonly Stored<ReplicaSet>[],
): Map<string, number> {
  const running = old.filter((set) => (set.spec?.replicas ?? 0) > 0);
  if (running.length > 0) return new Map(running.map((set) => [set.metadata.name, 0]));
  return oldPods > 0 ? new Map() : new Map([[current.metadata.name, deployment.spec?.replicas ?? 1]]);
}

/** How many there may be, and how far from that a rollout may go. */
export function boundsOf({ spec }: Deployment): RolloutBounds {
  const replicas = spec?.replicas ?? 1;
  if (spec?.strategy?.type === 'Recreate') return { replicas, maxSurge: 0, maxUnavailable: replicas };
  return rolloutBounds(replicas, spec?.strategy?.rollingUpdate?.maxSurge, spec?.strategy?.rollingUpdate?.maxUnavailable);
}

/** Notes on a replica set for which size of its deployment it was made. */
export function sizeAnnotations({ replicas, maxSurge }: RolloutBounds): Record<string, string> {
  return { [desiredAnnotation]: String(replicas), [maximumAnnotation]: String(replicas + maxSurge) };
}

function wasSizedFor(set: ReplicaSet): number | undefined {
  const text = set.metadata?.annotations?.[desiredAnnotation];
  return text === undefined ? undefined : Number(text);
}

function countOf(set: Stored<ReplicaSet>): RevisionCount {
  return { name: set.metadata.name, wanted: set.spec?.replicas ?? 0, available: set.status?.availableReplicas ?? 0 };
}
