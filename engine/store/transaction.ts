import type { DatabaseSync } from 'node:sqlite';

/** All that `work` writes, or nothing when it throws. Takes the right to write at its beginning, so that it sees no older state. */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}
