import { parseQuantity } from '../../../quantity.ts';

const PATTERN = /^([+-]?)(\d*)(?:\.(\d*))?(?:([eE])([+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/;
const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/**
 * A quantity in the one form that the server writes: the largest suffix that leaves a whole number (`1000m` is `1`, `1024Mi`
 * is `1Gi`), in the family of suffixes it came in. What is no quantity stays as it is, to be refused.
 */
export function canonicalQuantity(value: unknown): unknown {
  const text = String(value).trim();
  const match = PATTERN.exec(text);
  if (!match || parseQuantity(text) === undefined) return value;
  const [, sign = '', whole = '', fraction = '', exponentMark, exponent = '0', suffix = ''] = match;
  const digits = BigInt(`${whole}${fraction}` || '0');
  if (digits === 0n) return '0';
  const minus = sign === '-' ? '-' : '';
  if (suffix.endsWith('i')) return minus + binaryForm(digits, fraction.length, suffix);
  const power = exponentMark ? Number(exponent) : 3 * (DECIMAL.indexOf(suffix) - 3);
  return minus + decimalForm(digits, power - fraction.length, exponentMark !== undefined);
}

/** Nothing is finer than a billionth: the rest is rounded up. */
function decimalForm(digits: bigint, power: number, withExponent: boolean): string {
  let [mantissa, scale] = [digits, power];
  while (scale < -9) {
    mantissa = roundedUp(mantissa, 10n);
    scale += 1;
  }
  while (mantissa % 10n === 0n) {
    mantissa /= 10n;
    scale += 1;
  }
  while (scale % 3 !== 0) {
    mantissa *= 10n;
    scale -= 1;
  }
  if (withExponent) return scale === 0 ? String(mantissa) : `${mantissa}e${scale}`;
  const suffix = DECIMAL[scale / 3 + 3];
  return suffix === undefined ? `${mantissa * 10n ** BigInt(Math.max(0, scale - 18))}E` : `${mantissa}${suffix}`;
}

/** A fraction of a binary unit is counted in smaller ones; what is no whole number of bytes turns decimal. */
function binaryForm(digits: bigint, decimals: number, suffix: string): string {
  const scaled = digits * 1024n ** BigInt(BINARY.indexOf(suffix));
  const divisor = 10n ** BigInt(decimals);
  if (scaled % divisor !== 0n) return decimalForm(scaled, -decimals, false);
  let bytes = scaled / divisor;
  let unit = 0;
  while (bytes % 1024n === 0n && unit < BINARY.length - 1) {
    bytes /= 1024n;
    unit += 1;
  }
  return `${bytes}${BINARY[unit]}`;
}

function roundedUp(value: bigint, divisor: bigint): bigint {
  return value % divisor === 0n ? value / divisor : value / divisor + 1n;
}

/** What the server says about a text that is no quantity. */
export const QUANTITY_WORDS = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

export function readsAsQuantity(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && parseQuantity(value.trim()) !== undefined);
}
