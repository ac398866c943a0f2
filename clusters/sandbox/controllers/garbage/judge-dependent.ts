import type { OwnerReference } from 'kubernetes-types/meta/v1.d.ts';
import type { Stored } from '../../../objects.ts';

export const foregroundFinalizer = 'foregroundDeletion';
export const orphanFinalizer = 'orphan';

/** What became of an owner. */
export type OwnerState = 'present' | 'gone' | 'deletingForeground';

export type DependentVerdict =
  | { action: 'keep' }
  | { action: 'delete'; propagation: 'Background' | 'Foreground' | 'Orphan' }
  /** It goes, and its owners no longer wait for it. */
  | { action: 'unblock' }
  /** The references that stay; the others point to owners that are gone. */
  | { action: 'release'; ownerReferences: OwnerReference[] };

/**
 * What happens to an object because of its owners: it goes when the last of them is gone or waits for its dependents,
 * and otherwise lets go of those that are gone. One that is waited for and has dependents itself has them go first.
 * @see https://kubernetes.io/docs/concepts/architecture/garbage-collection/#owners-dependents
 */
export function judgeDependent(
  dependent: Stored,
  stateOf: (owner: OwnerReference) => OwnerState,
  dependents: readonly Stored[] = [],
): DependentVerdict {
  const references = dependent.metadata.ownerReferences ?? [];
  if (references.length === 0 || dependent.metadata.deletionTimestamp) return { action: 'keep' };
  const states = new Map(references.map((reference) => [reference, stateOf(reference)]));
  const solid = references.filter((reference) => states.get(reference) === 'present');
  const waiting = references.filter((reference) => states.get(reference) === 'deletingForeground');
  if (solid.length > 0) return solid.length === references.length ? { action: 'keep' } : { action: 'release', ownerReferences: solid };
  if (waiting.length === 0 || dependents.length === 0) return { action: 'delete', propagation: propagationOf(dependent) };
  // Two that wait for each other would wait for ever.
  return dependents.some(isDeletedForeground) ? { action: 'unblock' } : { action: 'delete', propagation: 'Foreground' };
}

/** What an earlier deletion asked for is kept to. */
function propagationOf({ metadata: { finalizers = [] } }: Stored): 'Background' | 'Foreground' | 'Orphan' {
  if (finalizers.includes(orphanFinalizer)) return 'Orphan';
  return finalizers.includes(foregroundFinalizer) ? 'Foreground' : 'Background';
}

/** True while an object waits for its dependents to be gone. */
export function isDeletedForeground({ metadata }: Stored): boolean {
  return metadata.deletionTimestamp !== undefined && (metadata.finalizers ?? []).includes(foregroundFinalizer);
}

/** The dependents that a foreground deletion of their owner waits for. */
export function blockingDependents(owner: Stored, dependents: readonly Stored[]): Stored[] {
  return dependents.filter(({ metadata }) =>
    metadata.ownerReferences?.some(({ uid, blockOwnerDeletion }) => uid === owner.metadata.uid && blockOwnerDeletion),
  );
}
