/** Configs as their repositories hold them, with all their quirks: each has a size, or a sentence that names what is missing. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { indexOf, missingIn, weightsOf } from './answers.ts';

const folder = `${process.env['SLIPWAY_TEST_SHARED']}/hardware/configs`;
const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
const companions = files.filter((file) => file.includes('hf_quant_config'));
const configs = files.filter((file) => !companions.includes(file));

/** Their config.json says nothing of the type of its values. */
const withoutType = [
  'CohereLabs--cohere-transcribe.json',
  'Qwen--Qwen-7B.json',
  'Supabase--gte-small.json',
  'VineethGithubIBM--graniteModelWithoutGGUF.json',
  'sentence-transformers--all-MiniLM-L6-v2.json',
];

describe.skipIf(files.length === 0)('raw configs (SLIPWAY_TEST_SHARED)', () => {
  test.each(configs.filter((file) => !withoutType.includes(file)))('%s has a size', (file) => {
    const weights = weightsOf(filesOf(file));
    const numbers = [weights.bytes, weights.parameters, weights.loadedBytes, weights.bytesPerRank({ tensorParallel: 8 })];
    expect(numbers.every((number) => Number.isFinite(number) && number > 0)).toBe(true);
    // From three bits a value (none is smaller) to fp32.
    expect(weights.bytes / weights.parameters).toBeGreaterThan(3 / 8);
    expect(weights.bytes / weights.parameters).toBeLessThanOrEqual(4);
  });

  test.each(withoutType)('%s names the type that it lacks', (file) => {
    expect(missingIn(filesOf(file))).toEqual(['torch_dtype is missing: whether a value takes 2 or 4 bytes is not known.']);
  });

  test.each(companions)('%s is called what it is', (file) => {
    expect(missingIn({ config: read(file) })).toEqual([expect.stringContaining('This is hf_quant_config.json')]);
  });

  test.each(publishedTotals())('the published index of %s is what it weighs', (file, total) => {
    const weights = weightsOf({ ...filesOf(file), index: indexOf(total) });
    expect(weights).toMatchObject({ bytes: total, basis: 'index' });
  });

  test('an index that says 0, as the one of Cosmos-Reason2, is told and not used', () => {
    const weights = weightsOf({ ...filesOf('nvidia--Cosmos-Reason2.json'), index: indexOf(0) });
    expect(weights.basis).toBe('shapes');
    expect(weights.notes).toEqual(['model.safetensors.index.json says that all tensors take 0 bytes: it is not used.']);
  });
});

function publishedTotals(): [string, number][] {
  if (files.length === 0) return [];
  const lines = readFileSync(`${folder}/totals.tsv`, 'utf8').trim().split('\n').slice(1);
  return lines
    .map((line): [string, number] => {
      const [model = '', total] = line.split('\t');
      return [`${model.replace('/', '--')}.json`, Number(total)];
    })
    .filter(([file, total]) => configs.includes(file) && total > 0);
}

function filesOf(file: string): { config: unknown; companion: unknown } {
  const companion = file.replace(/\.json$/, '.hf_quant_config.json');
  return { config: read(file), companion: companions.includes(companion) ? read(companion) : undefined };
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
}
