import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { stepSequence } from '../../../renderer/features/frame/key-sequence.ts';
import { appendLines, longestLine, searchLines } from '../../../renderer/features/logs/log-buffer.ts';
import { matchCommands } from '../../../renderer/features/palette/commands.ts';
import { curlCommand } from '../../../renderer/features/shared/curl-command.ts';
import { simulatedNote } from '../../../renderer/features/shared/simulated-note.ts';

describe('key sequences', () => {
  const known = ['g e', 'g c', '?'];
  it('takes one key, or two in a row, and forgets what leads nowhere', () => {
    expect(stepSequence(null, '?', known)).toEqual({ pending: null, complete: '?' });
    expect(stepSequence(null, 'g', known)).toEqual({ pending: 'g', complete: null });
    expect(stepSequence('g', 'e', known)).toEqual({ pending: null, complete: 'g e' });
    expect(stepSequence('g', 'x', known)).toEqual({ pending: null, complete: null });
    expect(stepSequence('g', 'g', known)).toEqual({ pending: 'g', complete: null });
  });
});

describe('log lines', () => {
  it('forget the oldest over the limit and keep their numbers', () => {
    const lines = appendLines(appendLines([], [line('a'), line('b')], 3), [line('c'), line('d')], 3);
    expect(lines.map(({ number, text }) => [number, text])).toEqual([
      [2, 'b'],
      [3, 'c'],
      [4, 'd'],
    ]);
    expect(searchLines(lines, 'C').map(({ text }) => text)).toEqual(['c']);
  });
});

const sandboxOnly = { cluster: 'sandbox', endpoints: [], clusters: [] };

it('the palette finds by all words in any order', () => {
  expect(matchCommands('end new', sandboxOnly).map(({ id }) => id)).toEqual(['new']);
  expect(matchCommands('nowhere', sandboxOnly)).toEqual([]);
});

it('the curl command survives the shell with quotes in the prompt', () => {
  const command = curlCommand('http://127.0.0.1:1/', 'a/b', `It's "quoted"`).replace(/^curl /, "printf '%s\\n' ");
  const words = execFileSync('sh', ['-c', command], { encoding: 'utf8' });
  const body = JSON.parse(words.slice(words.indexOf('{')));
  expect(body).toEqual({ model: 'a/b', stream: true, messages: [{ role: 'user', content: `It's "quoted"` }] });
});

function line(text: string) {
  return { pod: 'p', container: 'c', text };
}

describe('the note on simulated models', () => {
  const sandbox = { name: 'sandbox', provider: 'sandbox', simulated: true } as const;
  const recipe = { gpuModel: 'MI300X', gpuCount: 2 };
  it.each([
    [sandbox, recipe, 'Simulated on the sandbox: timing as on MI300X x2, the words mean nothing'],
    [sandbox, null, 'Simulated on the sandbox: the words mean nothing'],
    [{ ...sandbox, name: 'kind-dev', provider: 'kind' } as const, null, 'Simulated on kind-dev: the words mean nothing'],
    [{ ...sandbox, simulated: false }, recipe, null],
    [undefined, recipe, null],
  ])('of %j with %j is %s', (cluster, choice, note) => {
    expect(simulatedNote(cluster, choice)).toBe(note);
  });
});

it('finds how wide a log is', () => {
  expect(longestLine([])).toBe(0);
  expect(longestLine(['one', 'three'].map((text) => ({ pod: 'p', container: 'c', text })))).toBe(5);
});
