/** Bytes for people: `1.5 GB`. */
export function inGigabytes(bytes: number): string {
  return `${Number((bytes / 1e9).toFixed(1))} GB`;
}
