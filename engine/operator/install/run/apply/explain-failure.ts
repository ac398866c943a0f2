import { ApiError, ClusterUnreachable } from '../../../../../clusters/api-error.ts';
import { type ErrorCode, SlipwayError } from '../../../../contract/errors.ts';
import type { ObjectRef } from '../../plan/plan.ts';
import { describeRef } from '../../plan/refs.ts';
import { fieldConflicts } from './explain-conflict.ts';

/** Why an object could not be applied or removed, as an error for people. What is not about the object stays as it is. */
export function explainFailure(error: unknown, ref: ObjectRef, what: 'applied' | 'removed'): unknown {
  const name = describeRef(ref);
  if (error instanceof ClusterUnreachable) {
    const fix = 'Run the same again once the cluster answers: it goes on where it stopped.';
    return new SlipwayError('cluster_unreachable', `${name} was not ${what}: ${error.message}`, { cause: error, fix });
  }
  if (!(error instanceof ApiError)) return error;
  const [conflict] = fieldConflicts(error);
  if (conflict) {
    const fields = fieldConflicts(error).map(({ field, owner }) => `${field} (of ${owner})`);
    const fix = `Take that change of ${conflict.owner} back, or delete ${name}, and run the same again.`;
    return new SlipwayError('conflict', `${name} was not ${what}: others have set ${fields.join(', ')}.`, { cause: error, fix });
  }
  return new SlipwayError(codeOf(error), `${name} was not ${what}: ${error.message}`, { cause: error, fix: fixOf(error) });
}

function codeOf({ code }: ApiError): ErrorCode {
  if (code === 401) return 'unauthorized';
  if (code === 403) return 'forbidden';
  if (code === 409) return 'conflict';
  return code >= 500 || code === 429 ? 'not_ready' : 'refused';
}

function fixOf({ code }: ApiError): string {
  if (code === 401) return 'Sign in to the cluster again, and run the same again.';
  if (code === 403) return 'Use a context that may do this, or ask whoever runs the cluster to install Slipway.';
  if (code >= 500 || code === 429 || code === 409) return 'Run the same again: it goes on where it stopped.';
  return 'See what the cluster requires of such objects, or choose other options.';
}
