import type { OwnerReference } from 'kubernetes-types/meta/v1.d.ts';
import { apiVersionOf, type KubernetesObject, type ResourceKind, type Stored } from '../../objects.ts';

/** The owner that controls an object, if any. */
export function controllerOf(object: KubernetesObject): OwnerReference | undefined {
  return object.metadata?.ownerReferences?.find((reference) => reference.controller === true);
}

/** The reference that makes `owner` an object's controller and its deletion wait for it. */
export function controlledBy(kind: ResourceKind, owner: Stored): OwnerReference {
  return {
    apiVersion: apiVersionOf(kind),
    kind: kind.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** An informer index by the uid of the controller; those without one are under the empty text. */
export function byController(object: KubernetesObject): string[] {
  const owner = controllerOf(object);
  return [owner?.uid ?? ''];
}
