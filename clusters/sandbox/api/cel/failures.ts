import { EvaluationError } from '@marcbachmann/cel-js';

/** What stops an evaluation: becomes part of the answer to the write. */
export function evaluationFailure(message: string): Error {
  return new EvaluationError(message);
}
