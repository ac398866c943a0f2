/** Which layers look back no further than a window, by type. */
import { describe, expect, test } from 'vitest';
import { layersOf, layout, like } from './answers.ts';

describe('windows', () => {
  test.each([
    ['mistral v0.1: all layers', like('mistral', { sliding_window: 4096 }), 0, 32],
    ['mistral of today: null is none', like('mistral', { sliding_window: null }), 32, 0],
    ['mixtral: null is none', like('mixtral', { sliding_window: null }), 32, 0],
    ['phi3: all layers', like('phi3', { sliding_window: 2047 }), 0, 32],
    ['starcoder2: all layers', like('starcoder2', { sliding_window: 4096 }), 0, 30],
    ['gemma2 without layer_types: every second', like('gemma2', { layer_types: null, sliding_window: 4096 }), 13, 13],
    [
      'gemma3 without layer_types: five of six',
      like('gemma3_text', { layer_types: null, sliding_window: 1024, num_hidden_layers: 62 }),
      10,
      52,
    ],
    ['gemma3 with another pattern', like('gemma3_text', { layer_types: null, sliding_window_pattern: 2, num_hidden_layers: 26 }), 13, 13],
    ['gpt-oss without layer_types: every second', like('gpt_oss', { layer_types: null, sliding_window: 128 }), 18, 18],
    ['cohere2 without layer_types: three of four', like('cohere2', { layer_types: null, sliding_window: 4096 }), 10, 30],
    ['olmo3 without layer_types: three of four', like('olmo3', { layer_types: null, sliding_window: 4096 }), 8, 24],
    ['exaone4 with LLLG', like('exaone4', { layer_types: null, sliding_window: 4096, sliding_window_pattern: 'LLLG' }), 8, 24],
    ['llama has none', like('llama'), 32, 0],
  ])('%s', (_name, config, full, sliding) => {
    expect(layersOf(config, 'full')).toBe(full);
    expect(layersOf(config, 'sliding')).toBe(sliding);
  });

  test('layer_types decide where they are written', () => {
    const types = ['sliding_attention', 'full_attention', 'sliding_attention'];
    const config = like('llama', { num_hidden_layers: 3, sliding_window: 256, layer_types: types });
    expect(layout(config).cache).toEqual([
      { kind: 'full', layers: 1, heads: 32, keyWidth: 128, valueWidth: 128 },
      { kind: 'sliding', layers: 2, heads: 32, keyWidth: 128, valueWidth: 128, window: 256 },
    ]);
  });

  test('Qwen2 writes a window and does not use it', () => {
    const config = like('qwen2_moe', { sliding_window: 32_768, use_sliding_window: false, max_window_layers: 21, layer_types: null });
    expect(layersOf(config, 'sliding')).toBe(0);
  });

  test('Qwen2 with the switch on: the layers from max_window_layers', () => {
    const config = like('qwen2_moe', { sliding_window: 4096, use_sliding_window: true, max_window_layers: 20, layer_types: null });
    expect([layersOf(config, 'full'), layersOf(config, 'sliding')]).toEqual([20, 4]);
  });

  test('Llama 4: chunks of 8192 in three layers of four', () => {
    const text = { model_type: 'llama4_text', num_hidden_layers: 48, no_rope_layers: [], attention_chunk_size: 8192 };
    const cache = layout({ model_type: 'llama4', text_config: text }).cache;
    expect(cache.map((group) => ('window' in group ? [group.kind, group.layers, group.window] : [group.kind, group.layers]))).toEqual([
      ['full', 12],
      ['sliding', 36, 8192],
    ]);
  });

  test('MiMo-V2: wider keys than values, more heads where there is a window', () => {
    const config = like('mimo_v2_flash', {
      hybrid_layer_pattern: [0, 1, 1],
      num_hidden_layers: 3,
      layer_types: null,
      mlp_layer_types: null,
      first_k_dense_replace: 1,
      swa_num_key_value_heads: 8,
      sliding_window: 128,
    });
    expect(layout(config).cache).toEqual([
      { kind: 'full', layers: 1, heads: 4, keyWidth: 192, valueWidth: 128 },
      { kind: 'sliding', layers: 2, heads: 8, keyWidth: 192, valueWidth: 128, window: 128 },
    ]);
  });
});
