import { TRPCClientError } from '@trpc/client';
import { SlipwayError, type WireError } from '../engine/contract/errors.ts';
import { fromUnknown } from '../engine/contract/rpc/from-unknown.ts';

/** Whatever was thrown here or in the engine, as an error for people. */
export function toSlipwayError(thrown: unknown): SlipwayError {
  const wire = wireErrorOf(thrown);
  if (wire) return new SlipwayError(wire.code, wire.message, { fix: wire.fix, problems: [...wire.problems], cause: thrown });
  return fromUnknown(thrown);
}

function wireErrorOf(thrown: unknown): WireError | undefined {
  if (!(thrown instanceof TRPCClientError)) return undefined;
  return (thrown.data as { slipway?: WireError } | undefined)?.slipway;
}
