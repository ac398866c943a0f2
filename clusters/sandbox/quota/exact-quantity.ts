/** Quantities that are summed and shown again: exact, and in the canonical form that Kubernetes writes. */

/** An amount in thousandths of its base unit, and the family of suffixes it was written with. */
export interface ExactQuantity {
  milli: bigint;
  binary: boolean;
}

const pattern = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/;
const binarySuffixes = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const decimalSuffixes = ['k', 'M', 'G', 'T', 'P', 'E'];
const decimalExponents: Record<string, number> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

export const nothing: ExactQuantity = { milli: 0n, binary: false };

/** Reads a quantity; what is smaller than a thousandth is rounded up. Throws RangeError for a text that is none. */
export function exactQuantity(quantity: string | number): ExactQuantity {
  const match = pattern.exec(String(quantity).trim());
  const [, sign = '', whole = '', fraction = '', exponent, suffix = ''] = match ?? [];
  if (!match || whole + fraction === '') throw new RangeError(`"${quantity}" is no Kubernetes quantity. Examples: 500m, 2, 16Gi.`);
  const binary = binarySuffixes.includes(suffix);
  const digits = BigInt(whole + fraction) * (binary ? 1024n ** BigInt(binarySuffixes.indexOf(suffix) + 1) : 1n);
  const power = 3 - fraction.length + (binary ? 0 : exponent === undefined ? (decimalExponents[suffix] ?? 0) : Number(exponent));
  const milli = power >= 0 ? digits * 10n ** BigInt(power) : roundUp(digits, 10n ** BigInt(-power));
  return { milli: sign === '-' ? -milli : milli, binary };
}

function roundUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}

/** A sum is written as its first part was. */
export function add(one: ExactQuantity, other: ExactQuantity): ExactQuantity {
  return { milli: one.milli + other.milli, binary: one.milli === 0n ? other.binary : one.binary };
}

/** The canonical text: no fraction, the largest suffix that loses nothing. */
export function quantityText({ milli, binary }: ExactQuantity): string {
  if (milli % 1000n !== 0n) return `${milli}m`;
  const units = milli / 1000n;
  const size = units < 0n ? -units : units;
  return binary && size >= 1024n ? scaled(units, 1024n, binarySuffixes) : scaled(units, 1000n, decimalSuffixes);
}

function scaled(units: bigint, step: bigint, suffixes: readonly string[]): string {
  let [value, suffix] = [units, ''];
  for (const next of suffixes) {
    if (value === 0n || value % step !== 0n) break;
    value /= step;
    suffix = next;
  }
  return `${value}${suffix}`;
}
