import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { SlipwayError } from '../engine/contract/errors.ts';
import type { Command } from './command.ts';

/** Refuses options that the command does not have, options without their value, and words too many: citty lets them pass. */
export function checkOptions(command: Command, words: string[]): void {
  const { positionals } = strictly(command, words);
  if (command.takesMore) return;
  const taken = Object.values(command.args).filter(({ type }) => type === 'positional').length;
  const left = positionals[taken];
  if (left === undefined) return;
  throw wrongUse(command, `slipway ${command.name} does not know what to do with "${left}"; text with spaces needs quotes.`);
}

function strictly(command: Command, words: string[]): { positionals: string[] } {
  try {
    return parseArgs({ args: words, options: optionsOf(command), allowPositionals: true, allowNegative: true, strict: true });
  } catch (error) {
    // Node's first sentence says it; the rest explains how to write words that begin with a dash.
    const [message = ''] = (error as Error).message.split(/\. |\n/);
    throw wrongUse(command, `${message.replace(/\.$/, '')}.`);
  }
}

function optionsOf(command: Command): ParseArgsOptionsConfig {
  const options: ParseArgsOptionsConfig = {};
  for (const [name, argument] of Object.entries(command.args)) {
    if (argument.type === 'positional') continue;
    const short = 'alias' in argument && typeof argument.alias === 'string' ? { short: argument.alias } : {};
    options[name] = { type: argument.type === 'boolean' ? 'boolean' : 'string', ...short };
  }
  return options;
}

function wrongUse(command: Command, message: string): SlipwayError {
  return new SlipwayError('invalid_input', message, { fix: `See slipway ${command.name} --help.` });
}
