import { parseArgs } from 'citty';
import { describe, expect, it } from 'vitest';
import type { Command, CommandGroup } from '../../cli/command.ts';
import { commands } from '../../cli/commands.ts';
import { checkOptions } from '../../cli/options.ts';

interface Found {
  /** As people type it: `cluster create`. */
  words: string[];
  command: Command;
}

/** Every command of the tree. */
async function allCommands(group: CommandGroup = commands, words: string[] = []): Promise<Found[]> {
  const found: Found[] = [];
  for (const [name, load] of Object.entries(group.commands)) {
    const one = await load();
    const path = [...words, name];
    if ('commands' in one) found.push(...(await allCommands(one, path)));
    else found.push({ words: path, command: one });
  }
  return found;
}

const all = await allCommands();

/** The `slipway ...` of an example, without what the shell does around it, as words. */
function wordsOf(example: string): string[] {
  const typed = /slipway ([^|>)]*)/.exec(example)?.[1] ?? '';
  const parts = typed.match(/"[^"]*"|\S+/g) ?? [];
  return parts.map((part) => part.replaceAll('"', ''));
}

describe.each(all.map(({ words, command }) => ({ name: words.join(' '), words, command })))('slipway $name', ({ name, words, command }) => {
  it('is called what it is called by, and says in a sentence what it does', () => {
    expect(command.name).toBe(name);
    expect(command.description).toMatch(/^[A-Z"'].*[.]$/s);
    for (const [argument, { description }] of Object.entries(command.args)) expect(description, argument).toBeTruthy();
  });

  it('has examples that are command lines of its own, as it takes them', () => {
    expect(command.examples.length).toBeGreaterThan(0);
    for (const example of command.examples) {
      const typed = wordsOf(example);
      expect(typed.slice(0, words.length), example).toEqual(words);
      const rest = typed.slice(words.length);
      expect(() => checkOptions(command, rest), example).not.toThrow();
      expect(() => parseArgs(rest, command.args), example).not.toThrow();
    }
  });

  it('can be asked for JSON where it prints data, and for another data directory', () => {
    const without = ['serve', 'exec', 'port-forward', 'version'];
    if (!without.includes(name)) expect(Object.keys(command.args)).toEqual(expect.arrayContaining(['json', 'data-dir']));
  });
});
