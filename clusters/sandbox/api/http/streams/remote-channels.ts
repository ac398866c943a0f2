import type { Readable, Writable } from 'node:stream';
import type { Status } from '../../../../api-error.ts';
import type { TerminalSize } from '../../../../exec-session.ts';

/** The client's ends of a session's streams, by whatever protocol they are carried. Undefined are those that it did not ask for. */
export interface RemoteChannels {
  stdin: Readable | undefined;
  stdout: Writable | undefined;
  stderr: Writable | undefined;
  onResize(listener: (size: TerminalSize) => void): void;
  /** Says how it ended, and closes. */
  finish(status: Partial<Status>): void;
  /** Aborts when the client is gone. */
  gone: AbortSignal;
}

/** The size of a terminal as clients send it; undefined for something else. */
export function terminalSize(text: string): TerminalSize | undefined {
  try {
    const { Width: columns, Height: rows } = JSON.parse(text) as { Width?: unknown; Height?: unknown };
    return Number.isInteger(columns) && Number.isInteger(rows) ? { columns: Number(columns), rows: Number(rows) } : undefined;
  } catch {
    // A size that nobody can read changes nothing.
    return undefined;
  }
}
