/** The dash that stands for "no data", never 0. */
export const noData = '–';

/** A measured duration: milliseconds below 10 s, then seconds, then minutes; 3 significant digits. */
export function formatDuration(milliseconds: number | null | undefined): string {
  if (milliseconds === null || milliseconds === undefined || !Number.isFinite(milliseconds)) return noData;
  if (milliseconds < 10_000) return `${significant(milliseconds)} ms`;
  if (milliseconds < 120_000) return `${significant(milliseconds / 1000)} s`;
  return formatAge(milliseconds);
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
