/** Counts of seconds by upper bound: an array and a loop, because this runs for every chunk of every stream. */
export interface Histogram {
  readonly bounds: readonly number[];
  /** Not cumulative; the last is for what exceeds every bound. */
  readonly counts: Float64Array;
  sum: number;
}

/** `bounds` are seconds, rising. */
export function createHistogram(bounds: readonly number[]): Histogram {
  return { bounds, counts: new Float64Array(bounds.length + 1), sum: 0 };
}

/** Adds one measurement in seconds. */
export function observe(histogram: Histogram, seconds: number): void {
  const { bounds, counts } = histogram;
  let slot = 0;
  while (slot < bounds.length && seconds > (bounds[slot] ?? Number.POSITIVE_INFINITY)) slot++;
  counts[slot] = (counts[slot] ?? 0) + 1;
  histogram.sum += seconds;
}
