/** The dash that stands for "no data", never 0. */
export const noData = '–';

/** A measured duration: milliseconds below 10 s, then seconds, then minutes; 3 significant digits. */
export function formatDuration(milliseconds: number | null | undefined): string {
  if (milliseconds === null || milliseconds === undefined || !Number.isFinite(milliseconds)) return noData;
  if (milliseconds < 10_000) return `${significant(milliseconds)} ms`;
  if (milliseconds < 120_000) return `${significant(milliseconds / 1000)} s`;
  return formatAge(milliseconds);
}

/** Time between two moments, in milliseconds since the epoch. Kubernetes writes whole seconds, and no finer is claimed then. */
export function formatSpan(from: number, to: number): string {
  // The page's second hand may lag behind the engine's clock: nothing ever took less than no time.
  const milliseconds = Math.max(0, to - from);
  if (from % 1000 !== 0 || milliseconds >= 120_000) return formatDuration(milliseconds);
  return milliseconds < 1000 ? 'under 1 s' : `${Math.floor(milliseconds / 1000)} s`;
}

/** An age as kubectl writes it: 45s, 12m, 3h20m, 5d. */
export function formatAge(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return withRest(minutes, 'm', seconds % 60, 's');
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 8) return withRest(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  return `${Math.floor(hours / 24)}d`;
}

/** A number with at most three significant digits and no exponent. */
export function significant(value: number): string {
  if (value === 0) return '0';
  if (Math.abs(value) >= 100) return Math.round(value).toString();
  return Number(value.toPrecision(3)).toString();
}

function withRest(whole: number, unit: string, rest: number, restUnit: string): string {
  return rest === 0 ? `${whole}${unit}` : `${whole}${unit}${rest}${restUnit}`;
}
