import type { DatabaseSync } from 'node:sqlite';
import type { FlowLogLine } from '../contract/views/flow.ts';
import { createFlowLog } from './flow-log.ts';
import { type FlowRecord, type FlowStore, flowRecord } from './flow-record.ts';
import { transaction } from './transaction.ts';

/** So many that have ended are kept. */
const keptFlows = 100;

const columns = 'id, kind, cluster, state, owner, input, snapshot, progress';

/** Flows in their table. Each method is one transaction. */
export function createFlowStore(database: DatabaseSync): FlowStore {
  const insert = database.prepare(`INSERT INTO flows (${columns}, started_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const trim = database.prepare(
    `DELETE FROM flows WHERE state IN ('done', 'failed', 'cancelled')
     AND id NOT IN (SELECT id FROM flows ORDER BY started_at DESC, rowid DESC LIMIT ${keptFlows})`,
  );
  const update = database.prepare('UPDATE flows SET state = ?, snapshot = ?, progress = ? WHERE id = ? AND owner = ?');
  const take = database.prepare("UPDATE flows SET state = ?, owner = ? WHERE id = ? AND state IN ('interrupted', 'failed')");
  const markInterrupted = database.prepare(
    "UPDATE flows SET state = 'interrupted' WHERE id = ? AND owner = ? AND state IN ('running', 'cancelling')",
  );
  const byId = database.prepare(`SELECT ${columns} FROM flows WHERE id = ?`);
  const all = database.prepare(`SELECT ${columns} FROM flows ORDER BY started_at DESC, rowid DESC`);
  const underWay = database.prepare(`SELECT ${columns} FROM flows WHERE state IN ('running', 'cancelling')`);
  const runningOf = database.prepare(`SELECT ${columns} FROM flows WHERE cluster = ? AND state IN ('running', 'cancelling') AND id <> ?`);
  const remove = database.prepare('DELETE FROM flows WHERE id = ?');
  const version = database.prepare('PRAGMA data_version');
  const log = createFlowLog(database);

  const find = (id: string) => toRecord(byId.get(id));
  const inTheWay = ({ id, cluster }: FlowRecord) => (cluster === null ? undefined : toRecord(runningOf.get(cluster, id)));

  return {
    add: (record) =>
      transaction(database, () => {
        const other = inTheWay(record);
        if (other) return other;
        insert.run(...valuesOf(record), record.progress.startedAt);
        trim.run();
        return undefined;
      }),
    save: (record: FlowRecord, lines: readonly FlowLogLine[]) =>
      transaction(database, () => {
        update.run(record.state, snapshotOf(record), JSON.stringify(record.progress), record.id, record.owner);
        if (lines.length > 0) log.append(record.id, lines);
      }),
    claim: (id, { owner, state }) =>
      transaction(database, () => {
        const record = find(id);
        const other = record && inTheWay(record);
        if (other) return other;
        return take.run(state, owner, id).changes === 1 ? undefined : 'gone';
      }),
    interrupt: (id, owner) => void markInterrupted.run(id, owner),
    find,
    list: () => all.all().flatMap((row) => toRecord(row) ?? []),
    underWay: () => underWay.all().flatMap((row) => toRecord(row) ?? []),
    remove: (id) => void remove.run(id),
    log: log.read,
    foreignChanges: () => Number(version.get()?.['data_version']),
  };
}

type Values = [string, string, string | null, string, string, string, string | null, string];

function valuesOf(record: FlowRecord): Values {
  const { id, kind, cluster, state, owner, input, progress } = record;
  return [id, kind, cluster, state, owner, JSON.stringify(input), snapshotOf(record), JSON.stringify(progress)];
}

function snapshotOf({ snapshot }: FlowRecord): string | null {
  return snapshot === null ? null : JSON.stringify(snapshot);
}

function toRecord(row: Record<string, unknown> | undefined): FlowRecord | undefined {
  if (!row) return undefined;
  const json = (name: string) => (row[name] === null ? null : JSON.parse(String(row[name])));
  return flowRecord.parse({ ...row, input: json('input'), snapshot: json('snapshot'), progress: json('progress') });
}
