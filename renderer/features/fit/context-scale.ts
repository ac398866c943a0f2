/** A slider's positions for tokens of context: powers of two with a step halfway between, the last one the model's own limit. */
const smallest = 1024;

/** Tokens at each position, from 1k to the largest limit; null, the last: each model's own limit. */
export function contextStops(largest: number): (number | null)[] {
  const stops: (number | null)[] = [];
  for (let tokens = smallest; tokens <= largest; tokens *= 2) {
    stops.push(tokens);
    if (tokens * 1.5 <= largest) stops.push(tokens * 1.5);
  }
  return [...stops, null];
}

/** The position nearest to a number of tokens on the scale's own, logarithmic, measure. */
export function positionOf(stops: readonly (number | null)[], tokens: number | null): number {
  if (tokens === null) return stops.length - 1;
  const distances = stops.map((stop) => (stop === null ? Number.POSITIVE_INFINITY : Math.abs(Math.log(stop / tokens))));
  return distances.indexOf(Math.min(...distances));
}

/** Sequences at each position: 1, 2, 3, 4, 6, 8, 12 ... 512. */
export const concurrencyStops: readonly number[] = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512];
