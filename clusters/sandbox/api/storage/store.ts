import { ApiError } from '../../../api-error.ts';
import type { ApiObject } from '../json.ts';
import { openDatabase } from './database.ts';
import { type Change, createEntry, createLastEntry, type Entry, readEntryText } from './entry.ts';
import { createHistory, type History, undo } from './history.ts';
import { createSortedEntries, type SortedEntries } from './sorted-entries.ts';

/** As etcd's own limit, which clients run into. */
const LARGEST_OBJECT = 1.5 * 1024 * 1024;

/** All objects: read from memory, written through to the database, changes told in order. */
export interface Store {
  /** The version of the latest change anywhere: what `resourceVersion` counts. */
  readonly version: number;
  get(bucket: string, key: string): Entry | undefined;
  /** In the order of their keys. The array never changes. */
  list(bucket: string): readonly Entry[];
  /** As it was at an earlier version; undefined when that is forgotten. */
  listAt(bucket: string, version: number): readonly Entry[] | undefined;
  /** Creates or replaces. The object becomes the store's, with its new resourceVersion. */
  put(bucket: string, key: string, object: ApiObject): Entry;
  remove(bucket: string, key: string): Entry | undefined;
  /** Changes of a bucket after a version; throws 410 when they are no longer known. */
  changesAfter(bucket: string, version: number): Change[];
  /** Forgets what a bucket was before now: its objects are of a kind that begins to exist. */
  begin(bucket: string): void;
  /** Calls for every later change of a bucket, synchronously, in order. Returns the way out. */
  onChange(bucket: string, listener: (change: Change) => void): () => void;
  close(): void;
}

interface Bucket {
  entries: Map<string, Entry>;
  sorted: SortedEntries;
  history: History;
  listeners: Set<(change: Change) => void>;
}

/** Opens the store in a database file, or in memory (`:memory:`). Watches from before now get 410 `Expired`. */
export function openStore(file: string): Store {
  const database = openDatabase(file);
  const buckets = new Map<string, Bucket>();
  const start = database.version;
  let version = start;
  for (const { bucket, key, text } of database.rows()) keep(bucketOf(bucket), readEntryText(bucket, key, text));

  function bucketOf(name: string): Bucket {
    let bucket = buckets.get(name);
    if (!bucket) {
      bucket = { entries: new Map(), sorted: createSortedEntries(), history: createHistory(start), listeners: new Set() };
      buckets.set(name, bucket);
    }
    return bucket;
  }

  function put(name: string, key: string, object: ApiObject): Entry {
    const bucket = bucketOf(name);
    const previous = bucket.entries.get(key);
    object.metadata.resourceVersion = String(version + 1);
    const entry = createEntry(name, key, object);
    if (entry.text.length > LARGEST_OBJECT) throw new ApiError(500, 'Unknown', 'etcdserver: request is too large');
    database.put({ bucket: name, key, text: entry.text, version: version + 1 });
    version += 1;
    keep(bucket, entry);
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
    bucket.sorted.remove(key);
    const entry = createLastEntry(previous, version);
    tell(bucket, { type: 'DELETED', entry, previous });
    return entry;
  }

  function listAt(name: string, past: number): readonly Entry[] | undefined {
    const { history, sorted } = bucketOf(name);
    return history.reaches(past) ? undo(sorted.all(), history.after(past)) : undefined;
  }

  return {
    get version() {
      return version;
    },
    get: (bucket, key) => bucketOf(bucket).entries.get(key),
    list: (bucket) => bucketOf(bucket).sorted.all(),
    listAt,
    put,
    remove,
    changesAfter: (bucket, after) => bucketOf(bucket).history.after(after),
    begin(bucket) {
      bucketOf(bucket).history = createHistory(version);
    },
    onChange(bucket, listener) {
      bucketOf(bucket).listeners.add(listener);
      return () => bucketOf(bucket).listeners.delete(listener);
    },
    close: () => database.close(),
  };
}

function keep({ entries, sorted }: Bucket, entry: Entry): void {
  entries.set(entry.key, entry);
  sorted.put(entry);
}

function tell({ history, listeners }: Bucket, change: Change): void {
  history.add(change);
  for (const listener of [...listeners]) listener(change);
}
