/** How far the whole is, where a state of the machine is known to lie; null: that cannot be said. */
export function wholeFraction(share: readonly [begin: number, end: number] | undefined, fraction: number): number | null {
  if (share === undefined) return null;
  const [begin, end] = share;
  return begin + (end - begin) * Math.min(1, Math.max(0, fraction));
}
