import type { Entry } from './entry.ts';

/** Entries in the order of their keys, found by binary search. */
export interface SortedEntries {
  /** The array itself, and not a copy: it never changes while someone may hold it. */
  all(): readonly Entry[];
  /** Adds an entry, or puts it in the place of the one with its key. */
  put(entry: Entry): void;
  remove(key: string): void;
}

/** No entries yet. */
export function createSortedEntries(): SortedEntries {
  let entries: Entry[] = [];
  let isLent = false;

  /** The array to change: a copy when a reader may still hold the present one. */
  function own(): Entry[] {
    if (isLent) entries = [...entries];
    isLent = false;
    return entries;
  }

  return {
    all() {
      isLent = true;
      return entries;
    },
    put(entry) {
      const place = firstFrom(entries, entry.key);
      const isThere = entries[place]?.key === entry.key;
      if (place === entries.length) own().push(entry);
      else own().splice(place, isThere ? 1 : 0, entry);
    },
    remove(key) {
      const place = firstFrom(entries, key);
      if (entries[place]?.key === key) own().splice(place, 1);
    },
  };
}

/** The place of the first entry whose key is not before `key`. */
export function firstFrom(entries: readonly Entry[], key: string): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.key ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
