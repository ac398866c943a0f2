import { evaluationFailure } from '../failures.ts';
import { textOf } from './text.ts';

/** `'%s has %d'.format([name, count])`. */
export function formatText(template: string, values: readonly unknown[]): string {
  let next = 0;
  return template.replaceAll(/%(?:%|(?:\.(\d+))?([a-zA-Z]))/g, (clause, precision: string | undefined, verb: string | undefined) => {
    if (clause === '%%') return '%';
    if (next >= values.length) throw evaluationFailure(`index ${next} out of range`);
    const write = verbs[verb ?? ''];
    if (!write) throw evaluationFailure(`could not parse formatting clause: unrecognized formatting clause "${verb}"`);
    const value = values[next];
    next += 1;
    return write(value, Number(precision ?? 6));
  });
}

const verbs: Record<string, (value: unknown, precision: number) => string> = {
  s: textOf,
  d: (value) => integer(value).toString(),
  f: (value, precision) => number(value).toFixed(precision),
  e: (value, precision) =>
    number(value)
      .toExponential(precision)
      .replace(/e([+-])(\d)$/, 'e$10$2'),
  b: (value) => (typeof value === 'boolean' ? String(Number(value)) : integer(value).toString(2)),
  o: (value) => integer(value).toString(8),
  x: hexadecimal,
  X: (value) => hexadecimal(value).toUpperCase(),
};

function hexadecimal(value: unknown): string {
  return typeof value === 'string' ? Buffer.from(value).toString('hex') : integer(value).toString(16);
}

function integer(value: unknown): bigint {
  if (typeof value !== 'bigint') throw evaluationFailure('error during formatting: integer clause can only be used on integers');
  return value;
}

function number(value: unknown): number {
  if (typeof value !== 'bigint' && typeof value !== 'number') {
    throw evaluationFailure('error during formatting: fixed-point clause can only be used on numbers');
  }
  return Number(value);
}
