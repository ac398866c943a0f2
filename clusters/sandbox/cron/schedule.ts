/** When a CronJob's schedule is due. */
import { Cron } from 'croner';

export interface Schedule {
  /** The first time after a moment, both in milliseconds; undefined when it never comes. */
  next(after: number): number | undefined;
}

const nicknames = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];
const units: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1000 };

/** Reads five fields, a nickname such as `@daily`, or `@every 90m`. Throws with a sentence for anything else. */
export function parseSchedule(text: string, timeZone?: string): Schedule {
  const every = /^@every ((?:\d+(?:\.\d+)?[hms])+)$/.exec(text);
  if (every) return everySchedule(every[1] ?? '');
  if (text.startsWith('@') && !nicknames.includes(text)) throw new Error(`unrecognized descriptor: ${text}`);
  if (!text.startsWith('@')) checkFields(text);
  const cron = new Cron(text.replaceAll('?', '*'), { mode: '5-part', ...(timeZone && { timezone: timeZone }) });
  return { next: (after) => cron.nextRun(new Date(after))?.getTime() };
}

function checkFields(text: string): void {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 5) throw new Error(`expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]`);
  // What the library knows beyond Kubernetes: the last day, the nearest weekday, the nth weekday.
  const foreign = fields.find((field) => /[#+]|\bL\b|\d[LW]|[LW]\d/i.test(field));
  if (foreign) throw new Error(`failed to parse int from ${foreign}: strconv.Atoi: parsing "${foreign}": invalid syntax`);
}

function everySchedule(text: string): Schedule {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([hms])/g)];
  const sum = parts.reduce((total, [, number, unit = '']) => total + Number(number) * (units[unit] ?? 0), 0);
  const step = Math.max(1000, Math.floor(sum / 1000) * 1000);
  return { next: (after) => Math.floor(after / 1000) * 1000 + step };
}

/** What is wrong with the name of a time zone; undefined when nothing is. */
export function timeZoneProblem(name: string): string | undefined {
  if (name === '') return 'timeZone must be nil or non-empty string';
  if (name.toLowerCase() === 'local') return 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones';
  try {
    Intl.DateTimeFormat('en', { timeZone: name });
    return undefined;
  } catch {
    return `unknown time zone ${name}`;
  }
}
