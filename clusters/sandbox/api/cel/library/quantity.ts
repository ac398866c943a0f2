import { evaluationFailure } from '../failures.ts';
import type { Comparable } from '../values.ts';
import { addFunctions, addType, type Library } from './library.ts';

/** Amounts such as `500m` and `1.5Gi`. */
export const quantityLibrary: Library = (environment) => {
  addType(environment, 'kubernetes.Quantity', Quantity);
  const quantity = 'kubernetes.Quantity';
  addFunctions(environment, {
    [`quantity(string): ${quantity}`]: parseQuantity,
    'isQuantity(string): bool': (text: string) => tryQuantity(text) !== undefined,
    [`sign(${quantity}): int`]: (one: Quantity) => BigInt(Math.sign(compare(one, new Quantity(0n)))),
    [`${quantity}.isInteger(): bool`]: (one: Quantity) => asInteger(one) !== undefined,
    [`${quantity}.asInteger(): int`]: (one: Quantity) => {
      const value = asInteger(one);
      if (value === undefined) throw evaluationFailure('cannot convert value to integer');
      return value;
    },
    [`${quantity}.asApproximateFloat(): double`]: (one: Quantity) => Number(one.nanos) / 1e9,
    [`${quantity}.add(${quantity}): ${quantity}`]: (one: Quantity, other: Quantity) => new Quantity(one.nanos + other.nanos),
    [`${quantity}.add(int): ${quantity}`]: (one: Quantity, other: bigint) => new Quantity(one.nanos + other * NANOS),
    [`${quantity}.sub(${quantity}): ${quantity}`]: (one: Quantity, other: Quantity) => new Quantity(one.nanos - other.nanos),
    [`${quantity}.sub(int): ${quantity}`]: (one: Quantity, other: bigint) => new Quantity(one.nanos - other * NANOS),
    [`${quantity}.isGreaterThan(${quantity}): bool`]: (one: Quantity, other: Quantity) => compare(one, other) > 0,
    [`${quantity}.isLessThan(${quantity}): bool`]: (one: Quantity, other: Quantity) => compare(one, other) < 0,
    [`${quantity}.compareTo(${quantity}): int`]: (one: Quantity, other: Quantity) => BigInt(compare(one, other)),
  });
};

const NANOS = 1_000_000_000n;

class Quantity implements Comparable {
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    this.nanos = nanos;
  }

  equals(other: unknown): boolean {
    return other instanceof Quantity && other.nanos === this.nanos;
  }
}

function compare(left: Quantity, right: Quantity): number {
  if (left.nanos === right.nanos) return 0;
  return left.nanos < right.nanos ? -1 : 1;
}

function asInteger({ nanos }: Quantity): bigint | undefined {
  const value = nanos / NANOS;
  return nanos % NANOS === 0n && BigInt.asIntN(64, value) === value ? value : undefined;
}

function parseQuantity(text: string): Quantity {
  const found = tryQuantity(text);
  if (!found) {
    throw evaluationFailure("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
  }
  return found;
}

const QUANTITY = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E|[eE][+-]?\d{1,3})?$/;
const powersOfTwo = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const powersOfTen: Record<string, number> = { '': 0, n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

function tryQuantity(text: string): Quantity | undefined {
  const [, sign, digits = '', suffix = ''] = QUANTITY.exec(text) ?? [];
  if (sign === undefined) return undefined;
  const [whole = '', fraction = ''] = digits.split('.');
  const [numerator, denominator] = factorOf(suffix);
  const scaled = BigInt(`0${whole}${fraction}`) * NANOS * numerator;
  const divisor = 10n ** BigInt(fraction.length) * denominator;
  // What is smaller than a billionth is rounded up, as the real type does.
  const nanos = (scaled + divisor - 1n) / divisor;
  return new Quantity(sign === '-' ? -nanos : nanos);
}

function factorOf(suffix: string): [numerator: bigint, denominator: bigint] {
  const binary = powersOfTwo.indexOf(suffix);
  if (binary > 0) return [1024n ** BigInt(binary), 1n];
  const power = powersOfTen[suffix] ?? Number(suffix.slice(1));
  return power >= 0 ? [10n ** BigInt(power), 1n] : [1n, 10n ** BigInt(-power)];
}
