import type { Problem, SlipwayError } from '../engine/contract/errors.ts';

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
