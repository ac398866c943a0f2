/** A command line's words into values, judged as Python's argparse judges them. */
import type { EngineFlag } from '../../domain/arguments/engines/flag-types.ts';
import type { CommandLine } from './command-line.ts';
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

interface ParseOptions {
  /** How many words may stand alone. */
  readonly positionals: number;
  readonly commandLine: CommandLine;
}

/** Throws a UsageError. */
export function parseArguments(words: readonly string[], { positionals: most, commandLine }: ParseOptions): ParsedArguments {
  const values = new Map<string, FlagValue>();
  const positionals: string[] = [];
  const unrecognized: string[] = [];
  let index = 0;
  while (index < words.length) {
    const word = words[index++] ?? '';
    const found = isFlag(word) ? findFlag(word, commandLine) : undefined;
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
  readonly flag: EngineFlag;
  /** `--no-x`. */
  readonly negated: boolean;
  /** After `=`. */
  readonly inline: string | undefined;
}

/** A negative number is a value. */
function isFlag(word: string): boolean {
  return /^--?[A-Za-z]/.test(word);
}

/** `-O3` is `-O 3`. */
function findFlag(word: string, commandLine: CommandLine): FoundFlag | undefined {
  const [, given = '', inline] = /^(--?[^=]+)(?:=(.*))?$/s.exec(word) ?? [];
  const level = /^-O(\d)$/.exec(given);
  if (level) return foundFlag('-O', level[1], commandLine);
  const dashed = commandLine.takesUnderscores && given.startsWith('--') ? given.replaceAll('_', '-') : given;
  return foundFlag(dashed, inline, commandLine);
}

function foundFlag(name: string, inline: string | undefined, { flags }: CommandLine): FoundFlag | undefined {
  const flag = flags.find((candidate) => `--${candidate.name}` === name || candidate.aliases.includes(name));
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
  const told = `argument ${[`--${flag.name}`, ...flag.aliases].join('/')}`;
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
