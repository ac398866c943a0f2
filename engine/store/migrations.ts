import type { DatabaseSync } from 'node:sqlite';
import { transaction } from './transaction.ts';

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
  // The index makes "one running flow a cluster" true for all processes that share the store.
  `CREATE TABLE flows (
     id TEXT PRIMARY KEY,
     kind TEXT NOT NULL,
     cluster TEXT,
     state TEXT NOT NULL,
     owner TEXT NOT NULL,
     started_at INTEGER NOT NULL,
     input TEXT NOT NULL,
     snapshot TEXT,
     progress TEXT NOT NULL
   ) STRICT;
   CREATE UNIQUE INDEX one_running_flow_a_cluster ON flows (cluster) WHERE state IN ('running', 'cancelling');
   CREATE TABLE flow_log (
     flow TEXT NOT NULL REFERENCES flows (id) ON DELETE CASCADE,
     sequence INTEGER NOT NULL,
     at INTEGER NOT NULL,
     step TEXT,
     text TEXT NOT NULL,
     PRIMARY KEY (flow, sequence)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE attachments (
     name TEXT PRIMARY KEY,
     kubeconfig TEXT,
     context TEXT NOT NULL,
     read_only INTEGER NOT NULL,
     namespace TEXT,
     simulated INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE consents (
     context TEXT NOT NULL,
     kubeconfig TEXT NOT NULL,
     program TEXT NOT NULL,
     PRIMARY KEY (context, kubeconfig, program)
   ) STRICT;`,
];

/**
 * Brings the database to the newest version, one transaction a step. Throws when a newer Slipway wrote it.
 * Several processes may open a new store at once: each looks at the version again once it may write.
 */
export function migrate(database: DatabaseSync): void {
  let version = currentVersion(database);
  if (version > migrations.length) {
    throw new Error(`the store has version ${version}, this Slipway knows versions up to ${migrations.length}`);
  }
  while (version < migrations.length) version = migrateFrom(database);
}

function migrateFrom(database: DatabaseSync): number {
  return transaction(database, () => {
    const version = currentVersion(database);
    const step = migrations[version];
    if (step !== undefined) database.exec(`${step} PRAGMA user_version = ${version + 1};`);
    return version + 1;
  });
}

function currentVersion(database: DatabaseSync): number {
  const row = database.prepare('PRAGMA user_version').get();
  return Number(row?.['user_version'] ?? 0);
}
