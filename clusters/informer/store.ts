import { type KubernetesObject, keyOf, keyText, type ObjectKey, type Stored } from '../objects.ts';
import type { Change, Indices } from './informer.ts';
import { createObjectIndex, type ObjectIndex } from './object-index.ts';
import { isOlder } from './resource-version.ts';

/** The objects of one kind by key, with indices. Methods that change it say what changed. */
export interface ObjectStore<T extends KubernetesObject> {
  readonly size: number;
  get(key: ObjectKey): Stored<T> | undefined;
  list(namespace?: string): Stored<T>[];
  byIndex(index: string, value: string): Stored<T>[];
  addIndices(indices: Indices<T>): void;
  /** Takes a whole list as the truth: what is not in it is gone. */
  replaceAll(objects: readonly Stored<T>[]): Change<T>[];
  /** Takes one object from a watch. An older version than the held one, or the same again, changes nothing. */
  set(object: Stored<T>): Change<T>[];
  /** Takes a deletion from a watch. One that is about an earlier object of the same name changes nothing. */
  remove(object: Stored<T>): Change<T>[];
}

const namespaceIndex = 'slipway/namespace';

/** An empty store. */
export function createObjectStore<T extends KubernetesObject>(): ObjectStore<T> {
  const objects = new Map<string, Stored<T>>();
  const indices = new Map<string, ObjectIndex<T>>();
  addIndices({ [namespaceIndex]: (object) => [object.metadata.namespace ?? ''] });

  return {
    get size() {
      return objects.size;
    },
    get: (key) => objects.get(keyText(key)),
    list: (namespace) => (namespace === undefined ? [...objects.values()] : byIndex(namespaceIndex, namespace)),
    byIndex,
    addIndices,
    replaceAll(list) {
      const gone = new Map(objects);
      const changes: Change<T>[] = [];
      for (const object of list) {
        gone.delete(keyText(keyOf(object)));
        changes.push(...put(object, true));
      }
      const deletions = [...gone.values()].map((object) => drop(object, object, true));
      return [...deletions, ...changes];
    },
    set(object) {
      const held = objects.get(keyText(keyOf(object)));
      const isStale = held?.metadata.uid === object.metadata.uid && isOlder(object, held);
      return isStale ? [] : put(object, false);
    },
    remove(object) {
      const held = objects.get(keyText(keyOf(object)));
      return held?.metadata.uid === object.metadata.uid ? [drop(object, held, false)] : [];
    },
  };

  function put(object: Stored<T>, initial: boolean): Change<T>[] {
    const key = keyText(keyOf(object));
    const previous = objects.get(key);
    if (previous?.metadata.uid === object.metadata.uid && previous.metadata.resourceVersion === object.metadata.resourceVersion) return [];
    if (previous) for (const index of indices.values()) index.remove(key, previous);
    objects.set(key, object);
    for (const index of indices.values()) index.add(key, object);
    if (!previous) return [{ type: 'added', object, initial }];
    if (previous.metadata.uid === object.metadata.uid) return [{ type: 'modified', object, previous, initial }];
    // Deleted and created again between two looks: what hung on the first must hear that it is gone.
    return [
      { type: 'deleted', object: previous, previous, initial },
      { type: 'added', object, initial },
    ];
  }

  function drop(last: Stored<T>, previous: Stored<T>, initial: boolean): Change<T> {
    const key = keyText(keyOf(previous));
    objects.delete(key);
    for (const index of indices.values()) index.remove(key, previous);
    return { type: 'deleted', object: last, previous, initial };
  }

  function byIndex(name: string, value: string): Stored<T>[] {
    const index = indices.get(name);
    if (!index) throw new Error(`no index "${name}" here; known are: ${[...indices.keys()].join(', ')}`);
    const found: Stored<T>[] = [];
    for (const key of index.keys(value)) {
      const object = objects.get(key);
      if (object) found.push(object);
    }
    return found;
  }

  function addIndices(added: Indices<T>): void {
    for (const [name, valuesOf] of Object.entries(added)) {
      if (indices.has(name)) continue;
      const index = createObjectIndex(valuesOf);
      for (const [key, object] of objects) index.add(key, object);
      indices.set(name, index);
    }
  }
}
