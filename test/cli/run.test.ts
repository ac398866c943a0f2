import { expect, it } from 'vitest';
import { type Command, defineCommand } from '../../cli/command.ts';
import { runCommandLine } from '../../cli/run.ts';
import { SlipwayError } from '../../engine/contract/errors.ts';

it.each([
  ['a number is the exit code', async () => 7, 7],
  ['nothing is success', async () => undefined, 0],
  ['a refusal is 3', async () => Promise.reject(new SlipwayError('refused', 'It is refused.')), 3],
  ['anything else is what it is made into', async () => Promise.reject(new Error('boom')), 2],
])('what a command comes to: %s', async (_name, run, code) => {
  const toError = () => new SlipwayError('invalid_input', 'It was boom.');
  expect(await runCommandLine(['act', 'a', '--b'], { commands: groupOf(run), toError })).toBe(code);
});

it('a command gets the words that followed its name', async () => {
  const run: Command['run'] = async (_args, words) => words.length;
  const toError = () => new SlipwayError('internal', 'not expected');
  expect(await runCommandLine(['act', 'a', '--b'], { commands: groupOf(run), toError })).toBe(2);
});

function groupOf(run: Command['run']) {
  const args = { what: { type: 'positional', description: 'What' }, b: { type: 'boolean', description: 'B' } } as const;
  const act = defineCommand({ name: 'act', description: 'Acts.', examples: ['slipway act a'], args, run });
  return { name: 'slipway', description: 'A test.', commands: { act: async () => act } };
}
