/** Entries by their names, built once for a list. */

export interface NameIndex<Entry> {
  get(name: string): Entry | undefined;
}

const indexes = new WeakMap<readonly object[], NameIndex<unknown>>();

/** The same list is always asked with the same `names`. Of two entries with one name the first is found. */
export function indexOf<Entry extends object>(entries: readonly Entry[], names: (entry: Entry) => readonly string[]): NameIndex<Entry> {
  const known = indexes.get(entries) as NameIndex<Entry> | undefined;
  if (known) return known;
  const byName = new Map<string, Entry>();
  for (const entry of entries) for (const name of names(entry)) if (!byName.has(comparable(name))) byName.set(comparable(name), entry);
  const index: NameIndex<Entry> = { get: (name) => byName.get(comparable(name)) };
  indexes.set(entries, index as NameIndex<unknown>);
  return index;
}

/** `RTX 4090`, `rtx-4090` and `RTX4090` are one name; dots and slashes count. */
function comparable(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]+/g, '');
}
