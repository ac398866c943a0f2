import { TRPCClientError } from '@trpc/client';
import { type Problem, SlipwayError, type WireError } from '../engine/contract/errors.ts';
import { fromUnknown } from '../engine/contract/rpc/from-unknown.ts';

/** Whatever was thrown here or in the engine, as an error for people. */
export function toSlipwayError(thrown: unknown): SlipwayError {
  const wire = wireErrorOf(thrown);
  if (wire) return new SlipwayError(wire.code, wire.message, { fix: wire.fix, problems: [...wire.problems], cause: thrown });
  return fromUnknown(thrown);
}

/** What happened, each problem with its place, and what to do. */
export function errorText(error: SlipwayError): string {
  const lines = [error.message, ...error.problems.flatMap(problemLines)];
  if (error.fix) lines.push(error.fix);
  return lines.join('\n');
}

function problemLines({ field, message, fix, line }: Problem): string[] {
  const place = [line === undefined ? '' : `line ${line}`, field].filter((part) => part !== '').join(', ');
  return [`  ${place === '' ? '' : `${place}: `}${message}`, ...(fix ? [`    ${fix}`] : [])];
}

function wireErrorOf(thrown: unknown): WireError | undefined {
  if (!(thrown instanceof TRPCClientError)) return undefined;
  return (thrown.data as { slipway?: WireError } | undefined)?.slipway;
}
