import type { DatabaseSync } from 'node:sqlite';

/** Each entry brings the store from its index to the next version. Entries are never changed, only added. */
const migrations: readonly string[] = [
  `CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
   CREATE TABLE applies (
     id INTEGER PRIMARY KEY,
     at INTEGER NOT NULL,
     cluster TEXT NOT NULL,
     objects TEXT NOT NULL,
     yaml TEXT NOT NULL
   ) STRICT;`,
];

/** Brings the database to the newest version, one transaction a step. Throws when a newer Slipway wrote it. */
export function migrate(database: DatabaseSync): void {
  const version = currentVersion(database);
  if (version > migrations.length) {
    throw new Error(`the store has version ${version}, this Slipway knows versions up to ${migrations.length}`);
  }
  for (let next = version; next < migrations.length; next++) {
    database.exec(`BEGIN IMMEDIATE; ${migrations[next]} PRAGMA user_version = ${next + 1}; COMMIT;`);
  }
}

function currentVersion(database: DatabaseSync): number {
  const row = database.prepare('PRAGMA user_version').get();
  return Number(row?.['user_version'] ?? 0);
}
