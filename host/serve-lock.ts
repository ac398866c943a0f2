import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SlipwayError } from '../engine/contract/errors.ts';
import { readServeFile } from './serve-file.ts';

/**
 * Makes this process the only one that serves from a data directory; the returned function gives it back.
 * The lock is SQLite's lock on a file: the operating system frees it when the process ends, however it ends,
 * so there are no stale locks and no process ids that mean another process by now.
 * Throws `data_directory_in_use` naming the other process and its URL.
 */
export function lockDataDirectory(dataDirectory: string): () => void {
  const database = new DatabaseSync(join(dataDirectory, 'serve.lock'));
  try {
    database.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE;');
  } catch (error) {
    database.close();
    if (!isBusy(error)) throw error;
    throw inUse(dataDirectory, error);
  }
  return () => database.close();
}

// https://www.sqlite.org/rescode.html#busy
const sqliteBusy = 5;

function isBusy(error: unknown): boolean {
  return (error as { errcode?: number }).errcode === sqliteBusy;
}

function inUse(dataDirectory: string, cause: unknown): SlipwayError {
  const other = readServeFile(dataDirectory);
  const who = other ? `process ${other.pid} serves it at ${other.url}` : 'another slipway serve is starting on it';
  return new SlipwayError('data_directory_in_use', `The data directory ${dataDirectory} is in use: ${who}.`, {
    cause,
    fix: 'Use the one that runs, stop it first, or choose another folder with --data-dir.',
  });
}
