import { formatDuration, significant } from './duration.ts';

/** Two ends of an estimate. */
export interface Range {
  low: number;
  high: number;
}

/** `18 to 42 ms`; the unit once where both ends have it. */
export function durationRange({ low, high }: Range): string {
  const [from, to] = [formatDuration(low), formatDuration(high)];
  if (from === to) return from;
  const unit = to.slice(to.lastIndexOf(' '));
  return from.endsWith(unit) && unit.startsWith(' ') ? `${from.slice(0, -unit.length)} to ${to}` : `${from} to ${to}`;
}

/** `1200 to 3400`, to three significant digits. */
export function numberRange({ low, high }: Range): string {
  const [from, to] = [significant(low), significant(high)];
  return from === to ? from : `${from} to ${to}`;
}
