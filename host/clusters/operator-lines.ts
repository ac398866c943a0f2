import { parseJson } from '../child-log.ts';

/** What an operator writes: log lines as JSON, and plain words where it was started wrongly. */
interface OperatorLine {
  ready?: unknown;
  level?: unknown;
  msg?: unknown;
  /** What a wait is for. */
  reason?: unknown;
  error?: { message?: unknown };
}

/** True for the line by which it tells that it is at work. */
export function saysReady(line: string): boolean {
  return factsOf(line)?.ready === true;
}

/** A line for people: what happened, and why where it failed or waits. */
export function readable(line: string): string {
  const facts = factsOf(line);
  if (typeof facts?.msg !== 'string') return line;
  const reason = facts.error?.message ?? facts.reason;
  return typeof reason === 'string' ? `${facts.msg}: ${reason}` : facts.msg;
}

const errorLevel = 50;

/** Why it ends, where the line says so; null for any other line. */
export function complaintOf(line: string): string | null {
  const facts = factsOf(line);
  if (facts === null) return line.trim() || null;
  if (typeof facts.level !== 'number' || facts.level < errorLevel) return null;
  return typeof facts.error?.message === 'string' ? facts.error.message : readable(line);
}

/** Null for what is no log line. */
function factsOf(line: string): OperatorLine | null {
  const parsed = parseJson(line);
  return typeof parsed === 'object' && parsed !== null ? parsed : null;
}
