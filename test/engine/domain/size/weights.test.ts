import { expect, test } from 'vitest';
import { findModel } from '../../../../engine/domain/catalog/catalog.ts';
import { weightsOf } from '../../../../engine/domain/size/weights.ts';
import { catalog } from '../facts.ts';

// `metadata.total_size` of the published model.safetensors.index.json.
const published = [
  ['meta-llama/Llama-3.1-8B-Instruct', 16_060_522_496],
  ['meta-llama/Llama-3.1-70B-Instruct', 141_107_412_992],
  ['Qwen/Qwen2.5-7B-Instruct', 15_231_233_024],
  ['Qwen/Qwen3-32B', 65_524_246_528],
  ['Qwen/Qwen3-30B-A3B', 61_064_245_248],
  ['mistralai/Mixtral-8x7B-Instruct-v0.1', 93_405_585_408],
  ['openai/gpt-oss-20b', 13_761_264_768],
  ['openai/gpt-oss-120b', 65_248_815_744],
] as const;

test.each(published)('the weights of %s are computed to the byte', (id, bytes) => {
  expect(weightsOf(configOf(id))?.bytes).toBe(bytes);
});

test('DeepSeek-V3 is its files less the headers of 91,991 tensors', () => {
  expect(weightsOf(configOf('deepseek-ai/DeepSeek-V3'))).toMatchObject({
    bytes: 688_574_839_360,
    parameters: 684_489_845_504,
    precision: 'fp8',
  });
});

test('DeepSeek-V2-Lite, which has no low-rank query, is computed to the byte', () => {
  const config = {
    ...configOf('deepseek-ai/DeepSeek-V3'),
    model_type: 'deepseek_v2',
    num_hidden_layers: 27,
    hidden_size: 2048,
    num_attention_heads: 16,
    vocab_size: 102_400,
    intermediate_size: 10_944,
    moe_intermediate_size: 1408,
    num_experts: 64,
    n_shared_experts: 2,
    first_k_dense_replace: 1,
    q_lora_rank: undefined,
    num_nextn_predict_layers: 0,
    quantization_config: undefined,
  };
  expect(weightsOf(config)?.bytes).toBe(31_412_968_448);
});

test('a checkpoint quantised on loading keeps its embeddings in 16 bits', () => {
  const plain = weightsOf(configOf('Qwen/Qwen2.5-7B-Instruct'))?.bytes ?? 0;
  const quantised = weightsOf(configOf('Qwen/Qwen2.5-7B-Instruct'), 'fp8')?.bytes ?? 0;
  expect(quantised).toBeGreaterThan(plain / 2);
  expect(quantised).toBeLessThan(plain * 0.6);
});

test.each([
  ['a model type whose layout is not known', { model_type: 'mamba' }],
  ['a checkpoint that does not say its format', { torch_dtype: undefined }],
])('%s has no size rather than a guessed one', (_, change) => {
  expect(weightsOf({ ...configOf('Qwen/Qwen2.5-7B-Instruct'), ...change })).toBeUndefined();
});

function configOf(id: string) {
  const model = findModel(catalog, id);
  if (!model) throw new Error(`${id} is not in the catalog`);
  return model.config;
}
