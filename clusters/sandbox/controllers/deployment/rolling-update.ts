/** How many pods of which revision: the arithmetic of a rollout. Pure; no objects, only counts. */

/** A replica set of a deployment, as counts. Oldest first in lists. */
export interface RevisionCount {
  name: string;
  /** `spec.replicas` */
  wanted: number;
  /** `status.availableReplicas` */
  available: number;
}

export interface RolloutBounds {
  replicas: number;
  maxSurge: number;
  maxUnavailable: number;
}

/**
 * The next `spec.replicas` by replica set name; those that stay are absent. Scaling up comes first, alone, so that
 * the total never passes replicas + maxSurge and what is available never falls below replicas - maxUnavailable.
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/controller/deployment/rolling.go
 */
export function rollingUpdate(bounds: RolloutBounds, current: RevisionCount, old: readonly RevisionCount[]): Map<string, number> {
  const grown = growCurrent(bounds, current, old);
  return grown === current.wanted ? shrinkOld(bounds, current, old) : new Map([[current.name, grown]]);
}

/** `maxSurge` and `maxUnavailable` as counts: surge rounds up, unavailable down, and both being 0 would never move. */
export function rolloutBounds(replicas: number, maxSurge: number | string = '25%', maxUnavailable: number | string = '25%'): RolloutBounds {
  const surge = resolve(maxSurge, replicas, Math.ceil);
  const unavailable = resolve(maxUnavailable, replicas, Math.floor);
  return { replicas, maxSurge: surge, maxUnavailable: surge === 0 && unavailable === 0 ? 1 : Math.min(unavailable, replicas) };
}

/**
 * Spreads a changed number of replicas over the revisions of a rollout under way, in proportion to their size.
 * What rounding leaves over goes to the newest, which comes last.
 */
export function scaleProportionally(total: number, revisions: readonly RevisionCount[]): Map<string, number> {
  const before = revisions.reduce((sum, { wanted }) => sum + wanted, 0);
  const next = new Map(revisions.map(({ name, wanted }) => [name, before === 0 ? 0 : Math.floor((wanted * total) / before)]));
  const newest = revisions.at(-1);
  const given = [...next.values()].reduce((sum, count) => sum + count, 0);
  if (newest) next.set(newest.name, (next.get(newest.name) ?? 0) + total - given);
  return next;
}

function growCurrent({ replicas, maxSurge }: RolloutBounds, current: RevisionCount, old: readonly RevisionCount[]): number {
  if (current.wanted >= replicas) return replicas;
  const total = current.wanted + old.reduce((sum, { wanted }) => sum + wanted, 0);
  const room = Math.max(0, replicas + maxSurge - total);
  return Math.min(replicas, current.wanted + room);
}

function shrinkOld(
  { replicas, maxUnavailable }: RolloutBounds,
  current: RevisionCount,
  old: readonly RevisionCount[],
): Map<string, number> {
  const minAvailable = replicas - maxUnavailable;
  const total = current.wanted + old.reduce((sum, { wanted }) => sum + wanted, 0);
  const newUnavailable = Math.max(0, current.wanted - current.available);
  const next = new Map<string, number>();
  // Pods that are not available cost nothing to remove; still no more than the total allows.
  let removable = Math.max(0, total - minAvailable - newUnavailable);
  for (const { name, wanted, available } of old) {
    const broken = Math.min(Math.max(0, wanted - available), removable);
    removable -= broken;
    if (broken > 0) next.set(name, wanted - broken);
  }
  const available = current.available + old.reduce((sum, revision) => sum + Math.min(revision.available, revision.wanted), 0);
  let spare = Math.min(removable, Math.max(0, available - minAvailable));
  for (const { name, wanted } of old) {
    const left = next.get(name) ?? wanted;
    const taken = Math.min(left, spare);
    spare -= taken;
    if (taken > 0) next.set(name, left - taken);
  }
  return next;
}

function resolve(value: number | string, replicas: number, round: (count: number) => number): number {
  if (typeof value === 'number') return value;
  return value.endsWith('%') ? round((Number.parseInt(value, 10) * replicas) / 100) : Number.parseInt(value, 10);
}
