import type { KubernetesObject, Stored } from '../objects.ts';

/** Changes an object before it is cached: drops what nobody reads. May change its argument. */
export type Transform<T extends KubernetesObject> = (object: Stored<T>) => Stored<T>;

/** The default transform: `managedFields` are often half of an object's bytes, and no reader of a cache needs them. */
export function withoutManagedFields<T extends KubernetesObject>(object: Stored<T>): Stored<T> {
  delete object.metadata.managedFields;
  return object;
}

/** Freezes an object and all it holds, so that one reader of a shared cache cannot change what another sees. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const child of Object.values(value)) deepFreeze(child);
  return Object.freeze(value);
}
