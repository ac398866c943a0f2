import type { Log } from '../clusters/log.ts';

/** A child's own log lines are JSON too: their facts go into ours, without what every line repeats. */
export function passOn(line: string, log: Log): void {
  const { level = 30, msg = 'output', pid: _pid, hostname: _hostname, time: _time, ...facts } = logLine(line);
  // Its warnings are about single objects or requests: for the log, not for the terminal.
  if (level >= 50) log.error(facts, msg);
  else log.info(facts, msg);
}

function logLine(line: string): Record<string, unknown> & { level?: number; msg?: string } {
  const parsed = parseJson(line);
  return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : { line };
}

/** Null for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
