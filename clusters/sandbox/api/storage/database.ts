import { DatabaseSync } from 'node:sqlite';

/** The rows behind the store. Every method is one durable step: after it returns, a killed process has lost nothing. */
export interface Database {
  readonly version: number;
  rows(): { bucket: string; key: string; text: string }[];
  put(row: { bucket: string; key: string; text: string; version: number }): void;
  remove(row: { bucket: string; key: string; version: number }): void;
  close(): void;
}

/**
 * Opens or creates the database file; `:memory:` keeps nothing.
 *
 * A commit is one record at the end of the write-ahead log, closed by a checksum. It is handed to the operating system before
 * `put` and `remove` return, so a killed process has lost nothing that was answered, and a record that was cut short counts as
 * not written. With `synchronous=NORMAL` the disk is waited for at checkpoints only: a power cut can take back the latest
 * writes, whole ones and in order, and never damages the file.
 * @see https://www.sqlite.org/wal.html
 * @see https://www.sqlite.org/pragma.html#pragma_synchronous
 */
export function openDatabase(file: string): Database {
  const database = new DatabaseSync(file);
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS objects (bucket TEXT, key TEXT, text TEXT NOT NULL, PRIMARY KEY (bucket, key)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS revision (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL);
    INSERT OR IGNORE INTO revision (id, version) VALUES (1, 1);
  `);
  const put = database.prepare('INSERT OR REPLACE INTO objects (bucket, key, text) VALUES (?, ?, ?)');
  const remove = database.prepare('DELETE FROM objects WHERE bucket = ? AND key = ?');
  const setVersion = database.prepare('UPDATE revision SET version = ? WHERE id = 1');
  const readVersion = database.prepare('SELECT version FROM revision');
  const readRows = database.prepare('SELECT bucket, key, text FROM objects');
  // Prepared once: they are run for every write.
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const rollBack = database.prepare('ROLLBACK');

  function together(steps: () => void): void {
    begin.run();
    try {
      steps();
      commit.run();
    } catch (error) {
      rollBack.run();
      throw error;
    }
  }

  return {
    version: Number(readVersion.get()?.['version']),
    rows: () => readRows.all() as { bucket: string; key: string; text: string }[],
    put: ({ bucket, key, text, version }) =>
      together(() => {
        put.run(bucket, key, text);
        setVersion.run(version);
      }),
    remove: ({ bucket, key, version }) =>
      together(() => {
        remove.run(bucket, key);
        setVersion.run(version);
      }),
    close: () => database.close(),
  };
}
