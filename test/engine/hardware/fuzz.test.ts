import { describe, expect, test } from 'vitest';
import { parseTool, toolNames } from '../../../engine/hardware/parse.ts';
import { gpus } from '../../helpers/captures.ts';
import { brokenRule } from './fuzz/broken-rule.ts';
import { outputsOf } from './fuzz/corpus.ts';
import { mutate, seeded } from './fuzz/mutate.ts';

const mutations = 10_000;

describe.each(toolNames)('%s', (tool) => {
  const outputs = outputsOf(tool);

  test.skipIf(outputs.length === 0)(
    `survives ${mutations} damaged outputs without throwing and without inventing a GPU`,
    { timeout: 120_000 },
    () => {
      const undamaged = outputs.map(({ name, files }) => ({ name, tool, files, parsed: parseTool(tool, files, gpus) }));
      for (let seed = 1; seed <= mutations; seed += 1) {
        const subject = subjectOf(undamaged, seed);
        const mutation = mutate(subject.files, seeded(seed));
        const wrong = attempt(() => brokenRule(subject, mutation, parseTool(tool, mutation.files, gpus)));
        if (wrong)
          expect.fail(`${subject.name}, seed ${seed}, ${mutation.kind}: ${wrong}\n${JSON.stringify(mutation.files).slice(0, 1500)}`);
      }
    },
  );

  test('does not run out of stack where an output is nested 100,000 deep', () => {
    for (const [open, close] of nestings) {
      const text = `${open.repeat(100_000)}${close.repeat(100_000)}`;
      const parsed = parseTool(tool, [{ path: 'deep', text }], gpus);
      expect(parsed.devices).toEqual([]);
      expect(parsed.problems).not.toEqual([]);
    }
  });

  test('an empty output, an empty folder and noise are no GPU, and told', () => {
    const noise = String.fromCharCode(...Array.from({ length: 4096 }, (_, at) => (at * 7919) % 256));
    for (const files of [[], [{ path: 'empty', text: '' }], [{ path: 'noise', text: noise }]]) {
      const { devices, problems } = parseTool(tool, files, gpus);
      expect(devices).toEqual([]);
      expect(problems).not.toEqual([]);
    }
  });
});

/** Each output in turn; large ones (a dump with all its processes) less often, for time. */
function subjectOf<T extends { readonly files: readonly { readonly text: string }[] }>(all: readonly T[], seed: number): T {
  const small = all.filter(({ files }) => files.reduce((sum, { text }) => sum + text.length, 0) < 10_000);
  const some = small.length > 0 && seed % 10 > 0 ? small : all;
  const subject = some[Math.floor(seed / 10) % some.length];
  if (!subject) throw new Error('there is no output to damage');
  return subject;
}

const nestings = [
  ['[', ']'],
  ['{"a":', '}'],
  ['<gpu>', '</gpu>'],
  ['{"items":[', ']}'],
] as const;

function attempt(run: () => string | undefined): string | undefined {
  try {
    return run();
  } catch (error) {
    return `threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
}
