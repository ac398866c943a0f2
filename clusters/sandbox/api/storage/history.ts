import { expired } from '../refusals.ts';
import type { Change } from './entry.ts';

const KEPT_CHANGES = 4096;

/** The latest changes of one bucket, oldest first, for watches that begin in the past. Bounded. */
export interface History {
  add(change: Change): void;
  /** Changes after `version`; throws 410 `Expired` when some of them are forgotten. */
  after(version: number): Change[];
}

/** A history that knows every change after `start`. */
export function createHistory(start: number): History {
  let changes: Change[] = [];
  let complete = start;
  return {
    add(change) {
      changes.push(change);
      if (changes.length < 2 * KEPT_CHANGES) return;
      complete = changes[KEPT_CHANGES - 1]?.entry.version ?? complete;
      changes = changes.slice(KEPT_CHANGES);
    },
    after(version) {
      if (version < complete) throw expired(version, complete);
      return changes.slice(firstAfter(changes, version));
    },
  };
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
