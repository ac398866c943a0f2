import type { ApiObject } from '../json.ts';
import { openDatabase } from './database.ts';
import { type Change, createEntry, type Entry } from './entry.ts';
import { createHistory, type History } from './history.ts';

/** All objects: read from memory, written through to the database, changes told in order. */
export interface Store {
  /** The version of the latest change anywhere: what `resourceVersion` counts. */
  readonly version: number;
  get(bucket: string, key: string): Entry | undefined;
  /** In the order of their keys. The array is the store's own. */
  list(bucket: string): readonly Entry[];
  /** Creates or replaces. The object becomes the store's, with its new resourceVersion. */
  put(bucket: string, key: string, object: ApiObject): Entry;
  remove(bucket: string, key: string): Entry | undefined;
  /** Changes of a bucket after a version; throws 410 when they are no longer known. */
  changesAfter(bucket: string, version: number): Change[];
  /** Calls for every later change of a bucket, synchronously, in order. Returns the way out. */
  onChange(bucket: string, listener: (change: Change) => void): () => void;
  close(): void;
}

interface Bucket {
  entries: Map<string, Entry>;
  sorted: Entry[] | undefined;
  history: History;
  listeners: Set<(change: Change) => void>;
}

/** Opens the store in a database file, or in memory (`:memory:`). Watches from before now get 410 `Expired`. */
export function openStore(file: string): Store {
  const database = openDatabase(file);
  const buckets = new Map<string, Bucket>();
  const start = database.version;
  let version = start;
  for (const row of database.rows()) {
    const object = JSON.parse(row.text) as ApiObject;
    bucketOf(row.bucket).entries.set(row.key, {
      bucket: row.bucket,
      key: row.key,
      version: Number(object.metadata.resourceVersion),
      object,
      text: row.text,
    });
  }

  function bucketOf(name: string): Bucket {
    let bucket = buckets.get(name);
    if (!bucket) {
      bucket = { entries: new Map(), sorted: undefined, history: createHistory(start), listeners: new Set() };
      buckets.set(name, bucket);
    }
    return bucket;
  }

  function tell(bucket: Bucket, change: Change): void {
    bucket.history.add(change);
    for (const listener of [...bucket.listeners]) listener(change);
  }

  function put(name: string, key: string, object: ApiObject): Entry {
    const bucket = bucketOf(name);
    const previous = bucket.entries.get(key);
    object.metadata.resourceVersion = String(version + 1);
    const entry = createEntry(name, key, object);
    database.put({ bucket: name, key, text: entry.text, version: version + 1 });
    version += 1;
    bucket.entries.set(key, entry);
    if (previous) replaceInOrder(bucket, previous, entry);
    else bucket.sorted = undefined;
    tell(bucket, { type: previous ? 'MODIFIED' : 'ADDED', entry, previous });
    return entry;
  }

  function remove(name: string, key: string): Entry | undefined {
    const bucket = bucketOf(name);
    const previous = bucket.entries.get(key);
    if (!previous) return undefined;
    database.remove({ bucket: name, key, version: version + 1 });
    version += 1;
    bucket.entries.delete(key);
    bucket.sorted = undefined;
    const last = { ...previous.object, metadata: { ...previous.object.metadata, resourceVersion: String(version) } };
    const entry = createEntry(name, key, last);
    tell(bucket, { type: 'DELETED', entry, previous });
    return entry;
  }

  return {
    get version() {
      return version;
    },
    get: (bucket, key) => bucketOf(bucket).entries.get(key),
    list: (bucket) => sortedEntries(bucketOf(bucket)),
    put,
    remove,
    changesAfter: (bucket, after) => bucketOf(bucket).history.after(after),
    onChange(bucket, listener) {
      bucketOf(bucket).listeners.add(listener);
      return () => bucketOf(bucket).listeners.delete(listener);
    },
    close: () => database.close(),
  };
}

function sortedEntries(bucket: Bucket): Entry[] {
  bucket.sorted ??= [...bucket.entries.values()].sort((left, right) => (left.key < right.key ? -1 : 1));
  return bucket.sorted;
}

/** A replaced object keeps its place: no need to sort again. */
function replaceInOrder(bucket: Bucket, previous: Entry, entry: Entry): void {
  if (!bucket.sorted) return;
  const place = bucket.sorted.indexOf(previous);
  // The array may be in a reader's hands, so a changed one is a new one.
  bucket.sorted = bucket.sorted.with(place, entry);
}
