import type { OwnerReference } from 'kubernetes-types/meta/v1.d.ts';
import type { Stored } from '../../../objects.ts';

/** What became of an owner. */
export type OwnerState = 'present' | 'gone' | 'deletingForeground';

export type DependentVerdict =
  | { action: 'keep' }
  | { action: 'delete'; propagation: 'Background' | 'Foreground' }
  /** The references that stay; the others point to owners that are gone. */
  | { action: 'release'; ownerReferences: OwnerReference[] };

/**
 * What happens to an object because of its owners: it goes when the last of them is gone or waits for its dependents,
 * and otherwise lets go of those that are gone.
 * @see https://kubernetes.io/docs/concepts/architecture/garbage-collection/#owners-dependents
 */
export function judgeDependent(dependent: Stored, stateOf: (owner: OwnerReference) => OwnerState): DependentVerdict {
  const references = dependent.metadata.ownerReferences ?? [];
  if (references.length === 0 || dependent.metadata.deletionTimestamp) return { action: 'keep' };
  const states = new Map(references.map((reference) => [reference, stateOf(reference)]));
  const solid = references.filter((reference) => states.get(reference) === 'present');
  const waiting = references.filter((reference) => states.get(reference) === 'deletingForeground');
  if (solid.length > 0) return solid.length === references.length ? { action: 'keep' } : { action: 'release', ownerReferences: solid };
  return { action: 'delete', propagation: waiting.length > 0 ? 'Foreground' : 'Background' };
}

/** The dependents that a foreground deletion of their owner waits for. */
export function blockingDependents(owner: Stored, dependents: readonly Stored[]): Stored[] {
  return dependents.filter(({ metadata }) =>
    metadata.ownerReferences?.some(({ uid, blockOwnerDeletion }) => uid === owner.metadata.uid && blockOwnerDeletion),
  );
}
