/**
 * A live local copy of one kind's objects. The interface that controllers, the gateway and the services read from;
 * made by `createInformer` (create-informer.ts) and shared by `createInformers` (informers.ts).
 */
import type { KubernetesObject, ObjectKey, Stored } from '../objects.ts';

export interface Informer<T extends KubernetesObject = KubernetesObject> {
  /** Resolves when the first list is in. */
  readonly synced: Promise<void>;
  readonly hasSynced: boolean;
  /** Reads give the cached objects themselves, deeply frozen: copy before changing one. */
  get(key: ObjectKey): Stored<T> | undefined;
  list(namespace?: string): Stored<T>[];
  /** Objects whose index function gave `value`. */
  byIndex(index: string, value: string): Stored<T>[];
  /** Called for every change after subscribing; the present objects come first, as `added` from the initial list. Returns the way out. */
  onChange(listener: (change: Change<T>) => void): () => void;
  readonly freshness: Freshness;
  onFreshness(listener: (freshness: Freshness) => void): () => void;
}

export interface Change<T extends KubernetesObject> {
  type: 'added' | 'modified' | 'deleted';
  object: Stored<T>;
  /** What was known before; set for `modified`, and for `deleted`. */
  previous?: Stored<T> | undefined;
  /** From the first list or a relist rather than from the watch: lower priority for queues. */
  initial: boolean;
}

export type Freshness =
  | { state: 'syncing' }
  | { state: 'live'; since: number }
  /** The last contact failed; what is held is as of `since` (milliseconds of the clock). */
  | { state: 'stale'; since: number; reason: string };

/** Maps an object to the values under which `byIndex` finds it. */
export type Indices<T extends KubernetesObject> = Record<string, (object: Stored<T>) => string[]>;
