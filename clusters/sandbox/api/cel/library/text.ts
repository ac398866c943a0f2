import { Duration } from '@marcbachmann/cel-js/evaluator';

/** A value as text, as `%s` writes it. */
export function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join(', ')}]`;
  if (value instanceof Map)
    return `{${[...value]
      .map(([key, inner]) => `${textOf(key)}: ${textOf(inner)}`)
      .sort()
      .join(', ')}}`;
  if (value instanceof Date) return timestampText(value);
  if (value instanceof Duration) return durationText(value);
  if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    return textOf(new Map(Object.entries(value)));
  }
  return String(value);
}

/** RFC 3339 without a fraction that is zero. */
export function timestampText(time: Date): string {
  return time.toISOString().replace(/\.?0*Z$/, 'Z');
}

/** Seconds with a fraction: `1.5s`. */
export function durationText(duration: Duration): string {
  const fraction = Math.abs(duration.nanos).toString().padStart(9, '0').replace(/0+$/, '');
  const sign = duration.nanos < 0 && duration.seconds === 0n ? '-' : '';
  return `${sign}${duration.seconds}${fraction && `.${fraction}`}s`;
}
