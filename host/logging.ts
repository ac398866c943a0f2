import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import type { Log } from '../clusters/log.ts';

export interface LogOptions {
  dataDirectory: string;
  /** Gets one plain line for each warning and error. */
  say: (line: string) => void;
}

export interface LogFile {
  log: Log;
  path: string;
}

const megabyte = 1024 * 1024;

/** The engine's log: JSON lines in `logs/serve.log` of the data directory, warnings and errors also as plain lines to a person. */
export function openLog({ dataDirectory, say }: LogOptions): LogFile {
  const folder = join(dataDirectory, 'logs');
  const path = join(folder, 'serve.log');
  mkdirSync(folder, { recursive: true });
  rotate(path);
  const file = pino.destination({ dest: path, sync: false });
  const talk = { write: (line: string) => say(plainLine(line)) };
  const log = pino(
    {
      level: 'debug',
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { error: pino.stdSerializers.err },
    },
    pino.multistream([
      { level: 'debug', stream: file },
      { level: 'warn', stream: talk },
    ]),
  );
  return { log, path };
}

// One old file is enough to look at what happened before a restart.
function rotate(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > 20 * megabyte) renameSync(path, `${path}.1`);
}

function plainLine(json: string): string {
  const { level, msg, error, reason } = JSON.parse(json) as { level: number; msg: string; error?: { message?: string }; reason?: string };
  const detail = error?.message ?? reason;
  const word = level >= 50 ? 'error' : 'warning';
  return `${word}: ${msg}${detail ? `: ${detail.split('\n')[0]}` : ''}`;
}
