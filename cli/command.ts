import type { ArgsDef, ParsedArgs } from 'citty';

/** One verb of the command line. */
export interface Command<T extends ArgsDef = ArgsDef> {
  /** `sandbox nodes add` */
  name: string;
  /** One sentence. */
  description: string;
  /** Whole command lines, the most common first. */
  examples: string[];
  args: T;
  /** True where its last word may be followed by more of the kind: names. */
  takesMore?: boolean;
  /** `words`: what followed its name. Resolves to the exit code where that is a number, else it is 0. */
  run(args: ParsedArgs<T>, words: readonly string[]): Promise<unknown>;
}

/** A noun with verbs below it. */
export interface CommandGroup {
  name: string;
  description: string;
  /** Verb to what it loads, so that a command costs only its own imports. */
  commands: Record<string, () => Promise<Command | CommandGroup>>;
}

/** Ties a command's arguments to their types. */
export function defineCommand<const T extends ArgsDef>(command: Command<T>): Command {
  return command as unknown as Command;
}

/** Arguments that several commands share. */
export const jsonArgument = { json: { type: 'boolean', description: 'Print JSON instead of text' } } as const;
export const dataDirectoryArgument = {
  'data-dir': { type: 'string', valueHint: 'folder', description: "Where state lives (else SLIPWAY_DATA_DIR, else the platform's place)" },
} as const;
export const namespaceArgument = { namespace: { type: 'string', alias: 'n', valueHint: 'name', description: 'Namespace' } } as const;
export const yesArgument = { yes: { type: 'boolean', alias: 'y', description: 'Do it without asking' } } as const;
export const clusterArgument = {
  cluster: { type: 'string', alias: 'c', valueHint: 'name', description: 'The cluster (default: the sandbox)' },
} as const;
