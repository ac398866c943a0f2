import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import envPaths from 'env-paths';
import { SlipwayError } from '../engine/contract/errors.ts';

/** Where state lives: what the person asked for, else `SLIPWAY_DATA_DIR`, else the platform's own place. Absolute. */
export function dataDirectoryOf(asked: string | undefined, environment: Record<string, string | undefined>): string {
  const chosen = asked || environment['SLIPWAY_DATA_DIR'];
  return chosen ? resolve(chosen) : envPaths('slipway', { suffix: '' }).data;
}

/** Creates the folder, for its owner only. Throws `data_directory_denied` when it cannot be made, written or is a file. */
export function prepareDataDirectory(path: string): void {
  try {
    makeFolder(path);
    if (!statSync(path).isDirectory()) throw new Error('it is not a folder');
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new SlipwayError('data_directory_denied', `The data directory ${path} cannot be used: ${reasonOf(error)}.`, {
      cause: error,
      fix: 'Choose a folder that you may write to with --data-dir or SLIPWAY_DATA_DIR.',
    });
  }
}

// Not `recursive`: that goes on for ever where a parent exists and the folder cannot be made, as below /proc.
function makeFolder(path: string): void {
  const parent = dirname(path);
  if (!existsSync(parent)) makeFolder(parent);
  if (!existsSync(path)) mkdirSync(path, { mode: 0o700 });
}

const reasons: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the device',
  EEXIST: 'it is not a folder',
  ENOENT: 'it cannot be created there',
  ENOTDIR: 'a part of its path is not a folder',
};

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
