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
  const listed = error.problems.filter((problem) => !isSaid(problem, error));
  const lines = [error.message, ...listed.flatMap(problemLines)];
  if (error.fix) lines.push(error.fix);
  return lines.join('\n');
}

/** The sentence often is that of its first problem. */
function isSaid({ message, fix, line }: Problem, error: SlipwayError): boolean {
  return line === undefined && error.message.includes(message) && (fix === undefined || error.fix?.includes(fix) === true);
}

function problemLines({ field, message, fix, line }: Problem): string[] {
  const place = [line === undefined ? '' : `line ${line}`, field].filter((part) => part !== '').join(', ');
  return [`  ${place === '' ? '' : `${place}: `}${message}`, ...(fix ? [`    ${fix}`] : [])];
}

function wireErrorOf(thrown: unknown): WireError | undefined {
  if (!(thrown instanceof TRPCClientError)) return undefined;
  return (thrown.data as { slipway?: WireError } | undefined)?.slipway;
}
