import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { SlipwayError } from '../contract/errors.ts';
import { type ApplyRecordView, appliedView } from '../contract/views/workbench.ts';
import { type Attachments, createAttachments } from './attachments.ts';
import { type Consents, createConsents } from './consents.ts';
import type { FlowStore } from './flow-record.ts';
import { createFlowStore } from './flows.ts';
import { migrate } from './migrations.ts';

/** What no cluster can hold. Deleting its file loses no endpoint. */
export interface Store {
  /** Null where nothing was set. */
  setting(name: SettingName): string | null;
  setSetting(name: SettingName, value: string): void;
  removeSetting(name: SettingName): void;
  recordApply(record: ApplyRecordView): void;
  /** Latest first. */
  applies(limit: number): ApplyRecordView[];
  flows: FlowStore;
  attachments: Attachments;
  consents: Consents;
  close(): void;
}

/**
 * `port.`: what the last start ended up with, so that links stay right over restarts. `tool.`: the path of a program that
 * a person chose. `operators.local`: the clusters whose operator belongs to this machine, as a JSON list.
 */
export type SettingName = 'port.web' | 'port.gateway' | 'tool.kind' | 'tool.kubectl' | 'operators.local';

/** Keeps the history from growing without end. */
const keptApplies = 1000;

/** Opens or creates the store's file; `:memory:` keeps it in memory. Rejects a file that is no store with `internal`. */
export function openStore(file: string): Store {
  const database = openDatabase(file);
  const readSetting = database.prepare('SELECT value FROM settings WHERE name = ?');
  const writeSetting = database.prepare('INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value');
  const deleteSetting = database.prepare('DELETE FROM settings WHERE name = ?');
  const insertApply = database.prepare('INSERT INTO applies (at, cluster, objects, yaml) VALUES (?, ?, ?, ?)');
  const trimApplies = database.prepare('DELETE FROM applies WHERE id <= (SELECT max(id) FROM applies) - ?');
  const listApplies = database.prepare('SELECT at, cluster, objects, yaml FROM applies ORDER BY id DESC LIMIT ?');
  return {
    setting: (name) => (readSetting.get(name)?.['value'] as string | undefined) ?? null,
    setSetting: (name, value) => void writeSetting.run(name, value),
    removeSetting: (name) => void deleteSetting.run(name),
    recordApply(record) {
      insertApply.run(record.at, record.cluster, JSON.stringify(record.objects), record.yaml);
      trimApplies.run(keptApplies);
    },
    applies: (limit) => listApplies.all(limit).map(toRecord),
    flows: createFlowStore(database),
    attachments: createAttachments(database),
    consents: createConsents(database),
    close: () => database.close(),
  };
}

function openDatabase(file: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file);
    database.exec('PRAGMA busy_timeout = 2000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;');
    migrate(database);
    return database;
  } catch (error) {
    database?.close();
    const reason = error instanceof Error ? error.message : String(error);
    throw new SlipwayError('internal', `The store ${file} cannot be opened: ${reason}.`, {
      cause: error,
      fix: 'Move the file away and start again: it holds settings, attached clusters and histories, and no endpoint is lost.',
    });
  }
}

function toRecord(row: Record<string, unknown>): ApplyRecordView {
  const objects = z.array(appliedView).parse(JSON.parse(String(row['objects'])));
  return { at: Number(row['at']), cluster: String(row['cluster']), objects, yaml: String(row['yaml']) };
}
