/** Reading the fields of a quantisation: bits and sizes that mean something, lists of names. */
import { shown } from '../plausible.ts';
import type { QuantizationFields } from './quantization.ts';

/** The first of the names that is there and not null. */
export function firstOf({ values }: QuantizationFields, ...names: string[]): unknown {
  const name = names.find((each) => values[each] !== undefined && values[each] !== null);
  return name === undefined ? undefined : values[name];
}

/** The value that several spellings of one field give; a problem where they differ. */
export function agreedOf(fields: QuantizationFields, ...names: string[]): unknown {
  const value = firstOf(fields, ...names);
  const others = names.map((name) => ({ name, other: fields.values[name] })).filter(({ other }) => other !== undefined && other !== null);
  const different = others.find(({ other }) => other !== value);
  if (different)
    fields.problem(
      `The ${fields.method} quantisation has ${others[0]?.name} ${shown(value)}, but ${different.name} ${shown(different.other)}: they mean the same.`,
    );
  return value;
}

/** Bits of a value: one of `allowed`. NaN and a problem otherwise. */
export function bitsOf(fields: QuantizationFields, value: unknown, allowed: readonly number[]): number {
  if (typeof value === 'number' && allowed.includes(value)) return value;
  const said = value === undefined ? 'are missing' : `are ${shown(value)}`;
  fields.problem(`The bits of the ${fields.method} quantisation ${said}; known are ${allowed.join(', ')}.`);
  return Number.NaN;
}

/** Notes bits that the method cannot have, where the config gives some beside it. */
export function expectBits(fields: QuantizationFields, bits: number): void {
  const said = firstOf(fields, 'bits', 'num_bits', 'w_bit');
  if (said !== undefined && said !== bits)
    fields.problem(`The quantisation ${fields.method} has ${bits} bits, but its bits are ${shown(said)}.`);
}

/** A group size: a whole number above 0, or -1 for a whole row. `fallback` where the config leaves it out. */
export function groupSizeOf(fields: QuantizationFields, value: unknown, fallback: number): number {
  if (value === undefined || value === null) return fallback;
  if (typeof value === 'number' && Number.isInteger(value) && (value === -1 || (value > 0 && value <= 1_000_000))) return value;
  fields.problem(`The group size of the ${fields.method} quantisation is ${shown(value)}.`);
  return Number.NaN;
}

/** Two positive whole numbers, as `weight_block_size` has them; undefined when absent, a problem when wrong. */
export function blockOf(fields: QuantizationFields, value: unknown): { rows: number; columns: number } | undefined {
  if (value === undefined || value === null) return undefined;
  const [rows, columns] = Array.isArray(value) && value.length === 2 ? value : [];
  if (isPositive(rows) && isPositive(columns)) return { rows, columns };
  fields.problem(`The block size of the ${fields.method} quantisation is ${shown(value)}, not two whole numbers above 0.`);
  return undefined;
}

/** The names that any of the lists holds. */
export function namesIn(fields: QuantizationFields, ...names: string[]): string[] {
  return names.flatMap((name) => texts(fields.values[name]));
}

export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0;
}
