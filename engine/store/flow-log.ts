import type { DatabaseSync } from 'node:sqlite';
import type { FlowLogLine } from '../contract/views/flow.ts';
import type { FlowStore } from './flow-record.ts';

/** So many lines of a flow are kept: its end says most. */
const keptLines = 5_000;

/** What flows have said, numbered from 1 within each. */
export function createFlowLog(database: DatabaseSync): {
  /** To be called within a transaction. */
  append(flow: string, lines: readonly FlowLogLine[]): void;
  read: FlowStore['log'];
} {
  const insert = database.prepare('INSERT INTO flow_log (flow, sequence, at, step, text) VALUES (?, ?, ?, ?, ?)');
  const last = database.prepare('SELECT coalesce(max(sequence), 0) AS sequence FROM flow_log WHERE flow = ?');
  const trim = database.prepare(`DELETE FROM flow_log WHERE flow = ? AND sequence <= ? - ${keptLines}`);
  const select = database.prepare(
    'SELECT sequence, at, step, text FROM flow_log WHERE flow = ? AND sequence > ? ORDER BY sequence LIMIT ?',
  );
  return {
    append(flow, lines) {
      let sequence = Number(last.get(flow)?.['sequence']);
      for (const { at, step, text } of lines) insert.run(flow, ++sequence, at, step, text);
      trim.run(flow, sequence);
    },
    read: (flow, after, limit) => select.all(flow, after, limit).map(toLine),
  };
}

function toLine(row: Record<string, unknown>): { sequence: number; line: FlowLogLine } {
  const step = row['step'] === null ? null : String(row['step']);
  return { sequence: Number(row['sequence']), line: { at: Number(row['at']), step, text: String(row['text']) } };
}
