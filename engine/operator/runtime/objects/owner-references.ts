import type { OwnerReference } from 'kubernetes-types/meta/v1.d.ts';
import type { KubernetesObject, Stored } from '../../../../clusters/objects.ts';

/** The reference by which `owner` controls an object: the object goes when its owner goes. */
export function controllerReference(owner: Stored): OwnerReference {
  const { apiVersion, kind, metadata } = owner;
  return { apiVersion, kind, name: metadata.name, uid: metadata.uid, controller: true, blockOwnerDeletion: true };
}

/** The uid of the object that controls this one. */
export function controllerUid(object: KubernetesObject): string | undefined {
  return object.metadata?.ownerReferences?.find((reference) => reference.controller)?.uid;
}
