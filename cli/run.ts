import { parseArgs, renderUsage } from 'citty';
import { errorCodes, SlipwayError } from '../engine/contract/errors.ts';
import type { Command, CommandGroup } from './command.ts';
import { errorText } from './error-text.ts';
import { checkOptions } from './options.ts';
import { plainUnlessTerminal, print, say } from './output.ts';

export interface CommandLine {
  readonly commands: CommandGroup;
  /** What was thrown, as an error for people. */
  readonly toError: (thrown: unknown) => SlipwayError | Promise<SlipwayError>;
}

/** Runs one command line and gives the exit code: 0 done, 1 failed, 2 wrong use, 3 refused or does not fit. */
export async function runCommandLine(words: string[], { commands, toError }: CommandLine): Promise<number> {
  try {
    const done = await dispatch(words, commands);
    return typeof done === 'number' ? done : 0;
  } catch (thrown) {
    const error = thrown instanceof SlipwayError ? thrown : await toError(thrown);
    if (words.includes('--json'))
      print(JSON.stringify({ error: { code: error.code, message: error.message, fix: error.fix, problems: error.problems } }, null, 2));
    say(errorText(error));
    return errorCodes[error.code].exit;
  }
}

async function dispatch(words: string[], commands: CommandGroup): Promise<unknown> {
  if (words[0] === '--version' || words[0] === '-v') return dispatch(['version'], commands);
  const { found, rest } = await find(commands, words);
  if (rest.some((word) => word === '--help' || word === '-h') || (isGroup(found) && rest.length === 0)) return print(await helpText(found));
  if (isGroup(found)) throw unknownCommand(found, rest[0] ?? '');
  checkOptions(found, rest);
  return found.run(parse(found, rest), rest);
}

async function find(group: CommandGroup, words: string[]): Promise<{ found: Command | CommandGroup; rest: string[] }> {
  const [word, ...rest] = words;
  const load = word === undefined ? undefined : group.commands[word];
  if (!load) return { found: group, rest: word === 'help' ? ['--help'] : words };
  const found = await load();
  return isGroup(found) ? find(found, rest) : { found, rest };
}

function isGroup(found: Command | CommandGroup): found is CommandGroup {
  return 'commands' in found;
}

function unknownCommand(group: CommandGroup, word: string): SlipwayError {
  const known = Object.keys(group.commands).join(', ');
  return new SlipwayError('invalid_input', `There is no command "${group.name} ${word}".`, {
    fix: `Commands: ${known}. See ${group.name} --help.`,
  });
}

// citty's own errors are wrong use: a missing argument, a value outside its choices.
function parse(command: Command, words: string[]): Parameters<Command['run']>[0] {
  try {
    return parseArgs(words, command.args);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new SlipwayError('invalid_input', `${message.replace(/\.+$/, '')}.`, { fix: `See slipway ${command.name} --help.` });
  }
}

/** Examples first, then arguments and options. */
async function helpText(found: Command | CommandGroup): Promise<string> {
  if (isGroup(found)) return groupHelp(found);
  const usage = await renderUsage(
    { meta: { name: found.name, description: found.description }, args: found.args },
    { meta: { name: 'slipway' } },
  );
  const examples = found.examples.map((example) => `  ${example}`).join('\n');
  return `${found.description}\n\nExamples\n${examples}\n\n${plainUnlessTerminal(usage).split('\n').slice(2).join('\n')}`.trimEnd();
}

async function groupHelp(group: CommandGroup): Promise<string> {
  const loaded = await Promise.all(Object.entries(group.commands).map(async ([name, load]) => [name, await load()] as const));
  const width = Math.max(...loaded.map(([name]) => name.length));
  const lines = loaded.map(([name, found]) => `  ${name.padEnd(width)}  ${found.description}`);
  const examples = loaded.flatMap(([, found]) => (isGroup(found) ? [] : found.examples.slice(0, 1))).slice(0, 4);
  return [
    group.description,
    '',
    'Examples',
    ...examples.map((example) => `  ${example}`),
    '',
    'Commands',
    ...lines,
    '',
    `${group.name} <command> --help says more.`,
  ].join('\n');
}
