import { expired } from '../refusals.ts';
import type { Change, Entry } from './entry.ts';

/** So much is kept at least; at most twice as much. */
const KEPT_CHANGES = 2048;
const KEPT_CHARACTERS = 4 * 1024 * 1024;

/** The latest changes of one bucket, oldest first, for watches and pages that begin in the past. Bounded in number and in size. */
export interface History {
  add(change: Change): void;
  /** Whether every change after `version` is known. */
  reaches(version: number): boolean;
  /** Changes after `version`; throws 410 `Expired` when some of them are forgotten. */
  after(version: number): Change[];
}

/** A history that knows every change after `start`. */
export function createHistory(start: number): History {
  let changes: Change[] = [];
  let characters = 0;
  let complete = start;

  /** Forgets the older half, by number or by size. */
  function forget(): void {
    let from = 0;
    while (from < changes.length && (changes.length - from > KEPT_CHANGES || characters > KEPT_CHARACTERS)) {
      const change = changes[from];
      if (!change) break;
      characters -= change.entry.size;
      complete = change.entry.version;
      from += 1;
    }
    changes = changes.slice(from);
  }

  return {
    add(change) {
      changes.push(change);
      characters += change.entry.size;
      if (changes.length >= 2 * KEPT_CHANGES || characters >= 2 * KEPT_CHARACTERS) forget();
    },
    reaches: (version) => version >= complete,
    after(version) {
      if (version < complete) throw expired(version, complete);
      return changes.slice(firstAfter(changes, version));
    },
  };
}

/** What there was before the changes: the present entries with every change undone, in the order of their keys. */
export function undo(present: readonly Entry[], changes: readonly Change[]): readonly Entry[] {
  if (changes.length === 0) return present;
  const before = new Map<string, Entry | undefined>();
  for (const { entry, previous } of changes) if (!before.has(entry.key)) before.set(entry.key, previous);
  const kept = present.filter(({ key }) => !before.has(key));
  const returned = [...before.values()].filter((entry) => entry !== undefined);
  return [...kept, ...returned].sort((left, right) => (left.key < right.key ? -1 : 1));
}

function firstAfter(changes: Change[], version: number): number {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((changes[middle]?.entry.version ?? 0) <= version) low = middle + 1;
    else high = middle;
  }
  return low;
}
