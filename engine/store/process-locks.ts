import { existsSync, mkdirSync, rmSync } from 'node:fs';
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
  return {
    id,
    isAlive(other) {
      if (other === id) return isHeld;
      // Whoever holds a lock made its file before anybody could learn its name.
      if (!existsSync(file(other))) return false;
      const free = tryLock(file(other));
      if (!free) return true;
      free.close();
      rmSync(file(other), { force: true });
      return false;
    },
    [Symbol.dispose]() {
      isHeld = false;
      held.close();
      rmSync(file(id), { force: true });
    },
  };
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
