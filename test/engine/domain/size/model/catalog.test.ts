import { expect, test } from 'vitest';
import { catalog } from '../../facts.ts';
import { missingIn, weightsOf } from './answers.ts';

const { models } = catalog;

test.each(models.map((model) => [model.id, model.config] as const))('the catalog says all that the weights of %s need', (_id, config) => {
  expect(missingIn({ config })).toEqual([]);
});

test.each(models.flatMap(({ id, config, indexBytes }) => (indexBytes === undefined ? [] : [[id, config, indexBytes] as const])))(
  'the weights of %s follow from its config to the byte',
  (_id, config, indexBytes) => {
    expect(weightsOf({ config }).bytes).toBe(indexBytes);
  },
);

test.each(models.flatMap(({ id, config, filesBytes }) => (filesBytes === undefined ? [] : [[id, config, filesBytes] as const])))(
  'the weights of %s are its files less their headers',
  (_id, config, filesBytes) => {
    const headers = filesBytes - weightsOf({ config }).bytes;
    expect(headers).toBeGreaterThan(0);
    // Some 130 bytes a tensor; Kimi-K2 has 139,000 of them.
    expect(headers).toBeLessThan(18_000_000);
  },
);

test('DeepSeek-V3 counts the layer that predicts further tokens', () => {
  const config = models.find((model) => model.id === 'deepseek-ai/DeepSeek-V3')?.config;
  expect(weightsOf({ config })).toMatchObject({ bytes: 688_574_839_360, parameters: 684_489_845_504, precision: 'fp8' });
});
