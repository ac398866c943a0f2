/** A command line's words into values, judged as Python's argparse judges them. */
import { type Flag, flags } from './flags.ts';
import { readValue } from './values.ts';

/** Flag names without dashes. A flag that was not given is not there; of one given twice, the last counts. */
export interface ParsedArguments {
  readonly positionals: readonly string[];
  readonly values: ReadonlyMap<string, FlagValue>;
}

export type FlagValue = string | number | boolean | readonly string[];

/** The command line is refused. `message` is argparse's sentence after `error: `. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Throws a UsageError. `positionals` says how many words may stand alone. */
export function parseArguments(words: readonly string[], { positionals: most }: { positionals: number }): ParsedArguments {
  const values = new Map<string, FlagValue>();
  const positionals: string[] = [];
  const unrecognized: string[] = [];
  let index = 0;
  while (index < words.length) {
    const word = words[index++] ?? '';
    const found = isFlag(word) ? findFlag(word) : undefined;
    if (!found) {
      if (!isFlag(word) && positionals.length < most) positionals.push(word);
      else unrecognized.push(word);
      continue;
    }
    const following = wordsOfValue(words.slice(index), found);
    index += following.length;
    values.set(found.flag.name, flagValue(found, following));
  }
  if (unrecognized.length > 0) throw new UsageError(`unrecognized arguments: ${unrecognized.join(' ')}`);
  return { positionals, values };
}

interface FoundFlag {
  readonly flag: Flag;
  /** `--no-x`. */
  readonly negated: boolean;
  /** After `=`. */
  readonly inline: string | undefined;
}

/** A negative number is a value. */
function isFlag(word: string): boolean {
  return /^--?[A-Za-z]/.test(word);
}

/** vLLM takes underscores for dashes, and `-O3` for `-O 3`. */
function findFlag(word: string): FoundFlag | undefined {
  const [, given = '', inline] = /^(--?[^=]+)(?:=(.*))?$/s.exec(word) ?? [];
  const level = /^-O(\d)$/.exec(given);
  if (level) return foundFlag('-O', level[1]);
  return foundFlag(given.startsWith('--') ? given.replaceAll('_', '-') : given, inline);
}

function foundFlag(name: string, inline: string | undefined): FoundFlag | undefined {
  const flag = flags.find((candidate) => `--${candidate.name}` === name || candidate.short === name);
  if (flag) return { flag, negated: false, inline };
  const positive = flags.find(
    (candidate) => candidate.type.kind === 'switch' && candidate.type.negatable && `--no-${candidate.name}` === name,
  );
  return positive && { flag: positive, negated: true, inline };
}

/** How many of the words that follow belong to the flag. */
function wordsOfValue(rest: readonly string[], { flag, inline }: FoundFlag): readonly string[] {
  if (inline !== undefined || flag.type.kind === 'switch') return [];
  const end = rest.findIndex(isFlag);
  const upToNext = end === -1 ? rest : rest.slice(0, end);
  return flag.type.kind === 'list' ? upToNext : upToNext.slice(0, 1);
}

function flagValue({ flag, negated, inline }: FoundFlag, following: readonly string[]): FlagValue {
  const told = flag.short ? `argument --${flag.name}/${flag.short}` : `argument --${flag.name}`;
  const given = inline === undefined ? following : [inline];
  if (flag.type.kind === 'switch') {
    if (inline !== undefined) throw new UsageError(`${told}: ignored explicit argument '${inline}'`);
    return !negated;
  }
  const [first] = given;
  if (first === undefined)
    throw new UsageError(`${told}: expected ${flag.type.kind === 'list' ? 'at least one argument' : 'one argument'}`);
  if (flag.type.kind === 'list') return given;
  const read = readValue(flag.type, first);
  if ('problem' in read) throw new UsageError(`${told}: ${read.problem}`);
  return read.value;
}
