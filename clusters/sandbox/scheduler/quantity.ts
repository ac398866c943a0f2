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

const pattern = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?)$/;

/**
 * A quantity in thousandths of its base unit (cores, bytes, devices), rounded up, so that sums of `100m` stay exact.
 * Throws RangeError for a text that is no quantity.
 */
export function milliUnits(quantity: string | number): number {
  const match = pattern.exec(String(quantity).trim());
  if (!match) throw new RangeError(`"${quantity}" is no Kubernetes quantity. Examples: 500m, 2, 16Gi.`);
  const [, digits = '0', exponent = '', suffix = ''] = match;
  const units = Number(digits + exponent) * 1000 * (factors[suffix] ?? 1);
  // 0.1 * 1000 is not quite 100 in binary: shave the error off before rounding up.
  return Math.ceil(Number(units.toPrecision(15)));
}
