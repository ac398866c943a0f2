/** Totals that publishers give for their checkpoints, against what the fields of their configs make. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { weightsOf } from './answers.ts';

const shared = process.env['SLIPWAY_TEST_SHARED'];

interface Published {
  readonly hf_id: string;
  readonly config: Record<string, unknown>;
  readonly index_total_size_bytes: number | null;
  readonly weight_files_bytes: number | null;
}

const models: readonly Published[] = shared === undefined ? [] : JSON.parse(readFileSync(`${shared}/hardware/models.json`, 'utf8')).models;

/** What the table of facts leaves out where the config itself was not seen; the models' own pages say it. */
const added: Readonly<Record<string, Record<string, unknown>>> = {
  'Qwen/Qwen2.5-7B-Instruct': { model_type: 'qwen2' },
  'Qwen/Qwen2.5-72B-Instruct': { model_type: 'qwen2' },
  'mistralai/Mistral-Large-Instruct-2407': { model_type: 'mistral', head_dim: 128 },
  'google/gemma-2-27b-it': { model_type: 'gemma2' },
};

/** Safetensors headers: some 130 bytes a tensor, of which Kimi-K2 has 139,000. */
const headers = 18_000_000;

describe.skipIf(!shared)('published checkpoints (SLIPWAY_TEST_SHARED)', () => {
  const known = models.filter((model) => model.config['model_type'] || added[model.hf_id]);

  test.each(known.filter((model) => model.index_total_size_bytes !== null))('$hf_id is its index to the byte', (model) => {
    expect(weightsOf({ config: configOf(model) }).bytes).toBe(model.index_total_size_bytes);
  });

  test.each(known.filter((model) => model.weight_files_bytes !== null))('$hf_id is its files within their headers', (model) => {
    const difference = (model.weight_files_bytes ?? 0) - weightsOf({ config: configOf(model) }).bytes;
    expect(difference).toBeGreaterThan(0);
    expect(difference).toBeLessThan(headers);
  });

  test('the models with a total are those that are met here, but for one whose config is not whole', () => {
    const withTotal = models.filter((model) => model.index_total_size_bytes !== null || model.weight_files_bytes !== null);
    expect(withTotal.filter((model) => !known.includes(model)).map((model) => model.hf_id)).toEqual(['google/gemma-3-27b-it']);
  });
});

function configOf({ hf_id, config }: Published): Record<string, unknown> {
  const said = Object.fromEntries(Object.entries(config).filter(([, value]) => value !== null));
  const { quant_method, weight_block_size, ...fields } = said;
  const quantization = quant_method ? { quantization_config: { quant_method, weight_block_size } } : {};
  return { torch_dtype: 'bfloat16', ...fields, ...quantization, ...added[hf_id] };
}
