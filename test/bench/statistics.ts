/** The middle value; of an even number of them, the upper middle. Throws for none. */
export function median(values: readonly number[]): number {
  const middle = values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
  if (middle === undefined) throw new RangeError('There is nothing to take the median of.');
  return middle;
}
