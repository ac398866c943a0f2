import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** That this process lives, as others can see it. */
export interface ProcessLock extends Disposable {
  /** The name under which others may ask for it. */
  readonly id: string;
  /** Whether the process of that name, perhaps this one, still lives. */
  isAlive(id: string): boolean;
}

/**
 * Holds a lock for as long as this process lives. It is SQLite's lock on a file: the operating system frees it when the
 * process ends, however it ends, so it cannot be taken for another process that got the same number.
 * `id` is used once: a name that was held before means a process that is gone.
 */
export function holdProcessLock(folder: string, id: string): ProcessLock {
  mkdirSync(folder, { recursive: true });
  const file = (name: string) => join(folder, `${encodeURIComponent(name)}.lock`);
  const held = tryLock(file(id));
  if (!held) throw new Error(`the process lock ${id} is held already`);
  let isHeld = true;
  removeOld(folder, file(id));
  return {
    id,
    isAlive(other) {
      if (other === id) return isHeld;
      // Whoever holds a lock made its file before anybody could learn its name.
      return existsSync(file(other)) && !removeIfFree(file(other));
    },
    [Symbol.dispose]() {
      isHeld = false;
      held.close();
      rmSync(file(id), { force: true });
    },
  };
}

/** What processes that were killed have left. The file of one that is just about to lock it must not be taken away: it is young. */
function removeOld(folder: string, own: string): void {
  const youngest = modifiedAt(own) - youngMs;
  const files = readdirSync(folder).filter((name) => name.endsWith('.lock'));
  for (const file of files.map((name) => join(folder, name))) if (file !== own && modifiedAt(file) < youngest) removeIfFree(file);
}

const youngMs = 60_000;

/** One that has gone meanwhile is as young as can be. */
function modifiedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
}

function removeIfFree(file: string): boolean {
  const free = tryLock(file);
  if (!free) return false;
  free.close();
  rmSync(file, { force: true });
  return true;
}

// https://www.sqlite.org/rescode.html#busy
const sqliteBusy = 5;

function tryLock(file: string): DatabaseSync | undefined {
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE;');
    return database;
  } catch (error) {
    database.close();
    if ((error as { errcode?: number }).errcode === sqliteBusy) return undefined;
    throw error;
  }
}
