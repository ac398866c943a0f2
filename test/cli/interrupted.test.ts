import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { eventually } from '../helpers/eventually.ts';

const program = `
  import { interrupted } from './cli/interrupted.ts';
  const signal = interrupted();
  signal.addEventListener('abort', () => process.stdout.write('aborted '));
  setInterval(() => {}, 1_000);
  process.stdout.write('ready ');
`;

function start() {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  return { child, out: () => out, [Symbol.dispose]: () => void child.kill('SIGKILL') };
}

// A terminal tells both the command and what has started it, which passes it on: that one Ctrl-C ended the clean-up it began.
test('one Ctrl-C that comes twice ends what is under way in order, and a later one ends the process', async () => {
  using command = start();
  await eventually(() => command.out().includes('ready'));
  command.child.kill('SIGINT');
  await eventually(() => command.out().includes('aborted'));
  command.child.kill('SIGINT');
  const ended = once(command.child, 'exit');
  // Alive as long as an echo can come: only then a second press is taken for one.
  const interrupting = setInterval(() => command.child.kill('SIGINT'), 50);
  const since = performance.now();
  const [, signal] = await ended;
  clearInterval(interrupting);
  expect(signal).toBe('SIGINT');
  expect(performance.now() - since).toBeGreaterThan(200);
  expect(command.out()).toBe('ready aborted ');
});
