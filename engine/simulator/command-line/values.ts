/** One flag's value by its type. */
import type { FlagType } from '../../domain/arguments/engines/flag-types.ts';

type Read = { value: string | number } | { problem: string };

/** The value, or what argparse says is wrong with it. */
export function readValue(type: Exclude<FlagType, { kind: 'switch' | 'list' }>, word: string): Read {
  switch (type.kind) {
    case 'text':
      return readText(type.choices, word);
    case 'integer':
      return readInteger(type.least, word);
    case 'number':
      return readNumber(word);
    case 'json':
      return readJson(word);
    case 'readable integer':
      return readReadableInteger(word);
  }
}

function readText(choices: readonly string[] | undefined, word: string): Read {
  if (!choices || choices.includes(word)) return { value: word };
  return { problem: `invalid choice: '${word}' (choose from ${choices.join(', ')})` };
}

function readInteger(least: number | undefined, word: string): Read {
  if (!/^[+-]?\d+$/.test(word)) return { problem: `invalid int value: '${word}'` };
  const value = Number(word);
  return least !== undefined && value < least ? { problem: `${word} is less than the least possible value, ${least}` } : { value };
}

function readNumber(word: string): Read {
  const value = Number(word);
  return word.trim() === '' || Number.isNaN(value) ? { problem: `invalid float value: '${word}'` } : { value };
}

/** A compilation level (`-O3`) is a number, which is JSON too. */
function readJson(word: string): Read {
  try {
    JSON.parse(word);
    return { value: word };
  } catch {
    return { problem: `Value ${word} cannot be converted to <function loads>.` };
  }
}

const multipliers: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, g: 1e9, t: 1e12, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

/** vLLM's own: small letters are decimal and may have a fraction, capital ones are binary and may not. */
function readReadableInteger(word: string): Read {
  if (word === 'auto') return { value: -1 };
  const [, amount = '', unit = ''] = /^(-?\d+(?:\.\d+)?)([kmgtKMGT]?)$/.exec(word) ?? [];
  const fraction = amount.includes('.');
  if (amount === '' || (fraction && unit === '')) return { problem: `invalid human_readable_int value: '${word}'` };
  if (fraction && unit === unit.toUpperCase())
    return { problem: `Decimals are not allowed with binary suffixes like ${unit}. Use lower case instead.` };
  return { value: Math.trunc(Number(amount) * (multipliers[unit] ?? 1)) };
}
