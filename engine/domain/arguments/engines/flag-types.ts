/** How engines' command lines are read: the kinds of values that Python's argparse tells apart. */

export type FlagType =
  /** Any text. */
  | { kind: 'text'; choices?: readonly string[] }
  | { kind: 'integer'; least?: number }
  /** `32768`, `32k` (thousands), `32K` (1024s), `auto` or -1 where vLLM takes it. */
  | { kind: 'readable integer' }
  | { kind: 'number' }
  | { kind: 'json' }
  /** No value; `--no-x` turns it off. */
  | { kind: 'switch'; negatable: boolean }
  /** One or more values. */
  | { kind: 'list' };

export interface EngineFlag {
  /** Without its dashes. */
  readonly name: string;
  /** Other words for it, with their dashes: `-tp`, `--tensor-parallel-size`. */
  readonly aliases: readonly string[];
  readonly type: FlagType;
}

export const text: FlagType = { kind: 'text' };
export const json: FlagType = { kind: 'json' };
export const list: FlagType = { kind: 'list' };
export const integer: FlagType = { kind: 'integer' };
/** A number of things: 1 or more. */
export const count: FlagType = { kind: 'integer', least: 1 };
export const readable: FlagType = { kind: 'readable integer' };
export const number: FlagType = { kind: 'number' };
/** On and off: `--x`, `--no-x`. */
export const setting: FlagType = { kind: 'switch', negatable: true };
/** On only. */
export const switchOn: FlagType = { kind: 'switch', negatable: false };

export function oneOf(...choices: string[]): FlagType {
  return { kind: 'text', choices };
}

/** Flags from a table of names and types; `aliases` by name. */
export function engineFlags(types: Readonly<Record<string, FlagType>>, aliases: Readonly<Record<string, readonly string[]>>): EngineFlag[] {
  return Object.entries(types).map(([name, type]) => ({ name, type, aliases: aliases[name] ?? [] }));
}
