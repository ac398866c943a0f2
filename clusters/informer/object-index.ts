import type { KubernetesObject, Stored } from '../objects.ts';

/** Finds objects by what a function says of them, without scanning. */
export interface ObjectIndex<T extends KubernetesObject> {
  add(key: string, object: Stored<T>): void;
  remove(key: string, object: Stored<T>): void;
  keys(value: string): Iterable<string>;
}

/** An index over `valuesOf`, which must give the same values for the same object each time. */
export function createObjectIndex<T extends KubernetesObject>(valuesOf: (object: Stored<T>) => string[]): ObjectIndex<T> {
  const keysByValue = new Map<string, Set<string>>();
  return {
    add(key, object) {
      for (const value of valuesOf(object)) {
        const keys = keysByValue.get(value);
        if (keys) keys.add(key);
        else keysByValue.set(value, new Set([key]));
      }
    },
    remove(key, object) {
      for (const value of valuesOf(object)) {
        const keys = keysByValue.get(value);
        keys?.delete(key);
        if (keys?.size === 0) keysByValue.delete(value);
      }
    },
    keys: (value) => keysByValue.get(value) ?? [],
  };
}
