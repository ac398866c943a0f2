import type { Entry } from '../storage/entry.ts';
import type { Store } from '../storage/store.ts';

/** The objects of a bucket in one namespace. */
export function* entriesIn(store: Store, bucket: string, namespace: string): Iterable<Entry> {
  const prefix = `${namespace}/`;
  for (const entry of store.list(bucket)) if (entry.key.startsWith(prefix)) yield entry;
}
