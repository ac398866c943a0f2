import type { Change } from '../../../../clusters/informer/informer.ts';
import type { KubernetesObject } from '../../../../clusters/objects.ts';

/** Whether a change is worth a look. */
export type Predicate<T extends KubernetesObject> = (change: Change<T>) => boolean;

/** Lets through what changed a spec, not what only changed status, labels or annotations. Kinds without generations always pass. */
export function generationChanged<T extends KubernetesObject>({ type, object, previous }: Change<T>): boolean {
  if (type !== 'modified' || object.metadata.generation === undefined) return true;
  return object.metadata.generation !== previous?.metadata.generation || isNewlyDeleted(object, previous);
}

/** Lets through what changed labels or annotations, additions and deletions. */
export function metadataChanged<T extends KubernetesObject>({ type, object, previous }: Change<T>): boolean {
  if (type !== 'modified') return true;
  const pick = ({ labels, annotations }: KubernetesObject['metadata'] & object) => JSON.stringify([labels, annotations]);
  return pick(object.metadata) !== pick(previous?.metadata ?? {});
}

function isNewlyDeleted(object: KubernetesObject, previous: KubernetesObject | undefined): boolean {
  return object.metadata?.deletionTimestamp !== undefined && previous?.metadata?.deletionTimestamp === undefined;
}
