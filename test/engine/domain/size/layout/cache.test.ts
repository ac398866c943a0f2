/** What sequences keep, by type: latents, index keys, states. */
import { describe, expect, test } from 'vitest';
import { cacheBytes, layersOf, layout, like } from './answers.ts';

describe('latents and indexes', () => {
  test('DeepSeek-V3 keeps 70,272 bytes a token', () => {
    expect(cacheBytes(layout(like('deepseek_v3')), 1)).toBe(70_272);
  });

  test('DeepSeek-V3.2 adds an FP8 index key in every layer', () => {
    expect(cacheBytes(layout(like('deepseek_v32')), 1)).toBe(70_272 + 61 * 128);
  });

  test('GLM-5.2 runs its indexer in the layers that do not share one', () => {
    const shared = Array.from({ length: 78 }, (_, layer) => (layer % 3 === 0 ? 'full' : 'shared'));
    expect(layersOf(like('glm_moe_dsa', { indexer_types: shared }), 'index')).toBe(26);
  });

  test('LongCat has two latents a layer', () => {
    expect(layout(like('longcat_flash')).cache).toEqual([{ kind: 'latent', layers: 56, width: 576 }]);
  });

  test('DeepSeek-V4 keeps a window, and an entry for 4 or 128 tokens', () => {
    const config = like('deepseek_v4', { num_hidden_layers: 3, layer_types: null, mlp_layer_types: null, compress_ratios: [0, 4, 128, 0] });
    expect(layout(config).cache).toEqual([
      { kind: 'sliding', layers: 3, heads: 1, keyWidth: 512, valueWidth: 0, window: 128 },
      { kind: 'latent', layers: 1, width: 128 },
      { kind: 'latent', layers: 1, width: 4 },
      { kind: 'index', layers: 1, bytesPerToken: 32 },
    ]);
  });
});

describe('states', () => {
  test('Qwen3-Next: keys and values in every fourth layer, in the others a matrix for each head', () => {
    const cache = layout(like('qwen3_next', { layer_types: null })).cache;
    expect(cache).toEqual([
      { kind: 'full', layers: 12, heads: 2, keyWidth: 256, valueWidth: 256 },
      { kind: 'state', layers: 36, bytesPerSequence: 2 * 8192 * 3 + 2 * 32 * 128 * 128 },
    ]);
  });

  test('a state in fp32 where the config asks for it', () => {
    const [, state] = layout(like('qwen3_next', { layer_types: null, mamba_ssm_dtype: 'float32' })).cache;
    expect(state).toMatchObject({ kind: 'state', bytesPerSequence: 2 * 8192 * 3 + 4 * 32 * 128 * 128 });
  });

  test('Mamba keeps no tokens at all', () => {
    expect(layout(like('mamba')).cache.map(({ kind }) => kind)).toEqual(['state']);
  });

  test('Nemotron-H reads its layers from the letters of a pattern', () => {
    const config = like('nemotron_h', { layers_block_type: null, hybrid_override_pattern: 'M-M*EM', num_hidden_layers: 6 });
    expect([layersOf(config, 'full'), layersOf(config, 'state')]).toEqual([1, 3]);
  });

  test('Jamba attends in one layer of eight', () => {
    expect([layersOf(like('jamba'), 'full'), layersOf(like('jamba'), 'state')]).toEqual([4, 28]);
  });

  test('Llama 3.2 Vision keeps one picture in the layers that attend to it', () => {
    expect(layout(like('mllama')).cache).toEqual([
      { kind: 'full', layers: 32, heads: 8, keyWidth: 128, valueWidth: 128 },
      { kind: 'state', layers: 8, bytesPerSequence: 4 * 8 * 128 * 6404 },
    ]);
  });

  test('RecurrentGemma: a window in every third layer, a vector in the others', () => {
    const config = like('recurrent_gemma', { attention_window_size: 2048 });
    expect([layersOf(config, 'sliding'), layersOf(config, 'state')]).toEqual([8, 18]);
  });

  test('Whisper keeps what the encoder put out beside its own tokens', () => {
    const config = like('whisper', { d_model: 512, decoder_layers: 6, decoder_attention_heads: 8, max_source_positions: 1500 });
    expect(layout(config).cache).toEqual([
      { kind: 'full', layers: 6, heads: 8, keyWidth: 64, valueWidth: 64 },
      { kind: 'state', layers: 6, bytesPerSequence: 4 * 512 * 1500 },
    ]);
  });
});

describe('shared keys and values', () => {
  test('Gemma 3n: the last 15 of 35 layers keep nothing', () => {
    const config = like('gemma3n_text', { num_kv_shared_layers: 15 });
    expect([layersOf(config, 'full'), layersOf(config, 'sliding')]).toEqual([4, 16]);
  });

  test('Gemma 4: wider heads and fewer of them in the layers that see all', () => {
    const config = like('gemma4_text', {
      num_hidden_layers: 6,
      layer_types: null,
      attention_k_eq_v: true,
      num_global_key_value_heads: 1,
      global_head_dim: 512,
    });
    expect(layout(config).cache).toEqual([
      { kind: 'full', layers: 1, heads: 1, keyWidth: 512, valueWidth: 512 },
      { kind: 'sliding', layers: 5, heads: 4, keyWidth: 256, valueWidth: 256, window: 512 },
    ]);
  });
});

test('encoders, embedders and reward models keep nothing', () => {
  const encoders = [
    like('bert'),
    like('modernbert'),
    like('clip'),
    like('llama', { architectures: ['LlamaForSequenceClassification'] }),
    like('mistral', { architectures: ['MistralModel'] }),
  ];
  expect(encoders.map((config) => layout(config).cache)).toEqual([[], [], [], [], []]);
});
