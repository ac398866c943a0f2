/** Kubernetes quantities (`500m`, `2Gi`, `1e3`) as numbers. */

const factors: Record<string, number> = {
  '': 1,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

const pattern = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/;

/** A quantity in its base unit (cores, bytes, devices), or undefined where it is none. */
export function parseQuantity(value: unknown): number | undefined {
  const match = typeof value === 'string' || typeof value === 'number' ? pattern.exec(String(value)) : undefined;
  if (!match) return undefined;
  const [, digits = '', exponent = '', suffix = ''] = match;
  return Number(digits + exponent) * (factors[suffix] ?? 1);
}

/**
 * A quantity in thousandths of its base unit, rounded up, so that sums of `100m` stay exact.
 * Throws RangeError for a text that is no quantity.
 */
export function milliUnits(quantity: string | number): number {
  const units = parseQuantity(typeof quantity === 'string' ? quantity.trim() : quantity);
  if (units === undefined) throw new RangeError(`"${quantity}" is no Kubernetes quantity. Examples: 500m, 2, 16Gi.`);
  // 0.1 * 1000 is not quite 100 in binary: shave the error off before rounding up.
  return Math.ceil(Number((units * 1000).toPrecision(15)));
}
