import { TRPCError } from '@trpc/server';
import { ZodError, z } from 'zod';
import { SlipwayError } from '../errors.ts';

/** The one funnel: whatever was thrown, as an error that people can read. Nothing of an unexpected error but its message leaves. */
export function fromUnknown(thrown: unknown): SlipwayError {
  if (thrown instanceof SlipwayError) return thrown;
  if (thrown instanceof ZodError) return fromZod(thrown);
  if (thrown instanceof TRPCError)
    return thrown.cause ? fromUnknown(thrown.cause) : new SlipwayError('internal', thrown.message, { cause: thrown });
  if (thrown instanceof Error && thrown.name === 'AbortError')
    return new SlipwayError('cancelled', 'The request was cancelled.', { cause: thrown });
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new SlipwayError('internal', `Something in Slipway failed: ${message}`, {
    cause: thrown,
    fix: 'The engine log has the details (slipway serve writes it under the data directory).',
  });
}

function fromZod(error: ZodError): SlipwayError {
  const problems = error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message }));
  return new SlipwayError('invalid_input', `The request is not valid: ${z.prettifyError(error)}`, { cause: error, problems });
}
