import type { Log } from '../clusters/log.ts';
import { fromUnknown } from '../engine/contract/rpc/from-unknown.ts';

/** What a transport tells of a procedure that threw. */
export interface ProcedureFailure {
  error: Error;
  path?: string | undefined;
}

/** Notes unexpected errors with all that is known of them; what people see only says that the engine's log has the details. */
export function logProcedureFailures(log: Log): (failure: ProcedureFailure) => void {
  return ({ error, path }) => {
    if (fromUnknown(error).code === 'internal') log.error({ error: error.cause ?? error, path }, 'procedure failed');
  };
}
