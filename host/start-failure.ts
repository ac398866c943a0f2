import { StorageError } from '../clusters/sandbox/storage-error.ts';
import { SlipwayError } from '../engine/contract/errors.ts';
import type { LogFile } from './logging.ts';

/** Why a start failed, as an error for people. What nobody foresaw is written to the log, for the error sends its reader there. */
export function startFailure(thrown: unknown, { log, path }: LogFile): SlipwayError {
  if (thrown instanceof SlipwayError) return thrown;
  if (thrown instanceof StorageError) return new SlipwayError('data_directory_denied', thrown.problem, { cause: thrown, fix: thrown.fix });
  // Not at the level of errors, which the person would read twice.
  log.info({ error: thrown }, 'the start failed');
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new SlipwayError('internal', `Slipway could not start: ${reason}`, { cause: thrown, fix: `The log has the details: ${path}.` });
}
