/** Purpose, context limit and what can be split. */
import { describe, expect, test } from 'vitest';
import { layout, like, parameters } from './answers.ts';

describe('purpose and head', () => {
  const llama = (architecture: string, fields = {}) => layout(like('llama', { architectures: [architecture], ...fields }));
  const heads = (architecture: string, fields = {}) => parameters(llama(architecture, fields), ({ role }) => role === 'head');

  test.each([
    ['LlamaForCausalLM', 'generate', 32_000 * 4096],
    ['LlamaModel', 'embed', 0],
    ['LlamaForSequenceClassification', 'score', 2 * 4096],
    ['LlamaForRewardModel', 'score', 4096 * 4096 + 4096],
  ])('%s is to %s', (architecture, purpose, values) => {
    expect(llama(architecture).purpose).toBe(purpose);
    expect(heads(architecture)).toBe(values);
  });

  test('as many scores as the config has labels', () => {
    expect(heads('LlamaForSequenceClassification', { id2label: { 0: 'LABEL_0' } })).toBe(4096);
  });

  test.each([
    ['llama', false],
    ['gemma', true],
    ['gemma2', true],
    ['cohere', true],
    ['gpt2', true],
    ['bloom', true],
    ['opt', true],
    ['starcoder2', true],
    ['qwen2_moe', false],
    ['mixtral', false],
    ['gptj', false],
    ['falcon', false],
  ])('%s without tie_word_embeddings: tied is %s', (type, tied) => {
    const config = like(type, { tie_word_embeddings: null });
    expect(parameters(layout(config), ({ role }) => role === 'head') === 0).toBe(tied);
  });

  test('a vision tower is to see, a speech model to transcribe', () => {
    expect([layout(like('clip')).purpose, layout(like('whisper')).purpose]).toEqual(['see', 'transcribe']);
  });
});

describe('context limit', () => {
  test.each([
    ['max_position_embeddings', like('llama', { max_position_embeddings: 131_072 }), 131_072],
    ['n_positions', like('gpt2', { n_positions: 1024, n_ctx: null }), 1024],
    ['the smallest of several', like('llama', { max_position_embeddings: 32_768, seq_length: 8192 }), 8192],
    ['model_max_length before all', like('cohere', { max_position_embeddings: 8192, model_max_length: 131_072 }), 131_072],
    ['YaRN over a length before scaling', yarn({ max_position_embeddings: 32_768 }), 131_072],
    ['YaRN over a length already scaled', yarn({ max_position_embeddings: 131_072 }), 131_072],
    ['a linear scaling', scaled('llama', { type: 'linear', factor: 4 }), 16_384],
    ['a linear scaling that Gemma 3 has counted', scaled('gemma3_text', { rope_type: 'linear', factor: 8 }), 4096],
    ['Llama 3 scaling is counted', scaled('llama', { rope_type: 'llama3', factor: 8 }), 4096],
    ['Falcon, which says nothing, was made for 2048', like('falcon', { max_position_embeddings: null }), 2048],
    ['nothing said', like('mamba'), undefined],
  ])('%s', (_name, config, tokens) => {
    expect(layout(config).contextLimit).toBe(tokens);
  });

  function yarn(fields: object) {
    return like('llama', { rope_scaling: { type: 'yarn', factor: 4, original_max_position_embeddings: 32_768 }, ...fields });
  }

  function scaled(type: string, rope_scaling: object) {
    return like(type, { max_position_embeddings: 4096, rope_scaling });
  }
});

describe('what can be split', () => {
  test.each([
    [
      'grouped attention',
      like('llama', { num_key_value_heads: 8 }),
      { layers: 32, attentionHeads: 32, keyValueHeads: 8, experts: 0, expertWidth: undefined },
    ],
    [
      'one key-value head for all',
      like('falcon'),
      { layers: 32, attentionHeads: 71, keyValueHeads: 1, experts: 0, expertWidth: undefined },
    ],
    [
      'an expert as wide as intermediate_size',
      like('mixtral'),
      { layers: 32, attentionHeads: 32, keyValueHeads: 8, experts: 8, expertWidth: 14_336 },
    ],
    [
      'an expert of moe_intermediate_size',
      like('glm4_moe'),
      { layers: 46, attentionHeads: 96, keyValueHeads: 8, experts: 128, expertWidth: 1408 },
    ],
    [
      'a latent has no key-value heads',
      like('deepseek_v3'),
      { layers: 61, attentionHeads: 128, keyValueHeads: undefined, experts: 256, expertWidth: 2048 },
    ],
  ])('%s', (_name, config, split) => {
    expect(layout(config).split).toEqual(split);
  });
});

describe('places', () => {
  test('experts, routers and biases of routers are told apart', () => {
    const roles = new Map(layout(like('deepseek_v3')).tensors.map(({ module, role }) => [module, role]));
    expect(roles.get('model.layers.*.mlp.experts.*.gate_proj')).toBe('expert');
    expect(roles.get('model.layers.*.mlp.gate')).toBe('router');
    expect(roles.get('model.layers.*.mlp.shared_experts.up_proj')).toBe('linear');
    expect(roles.get('model.layers.*.self_attn.kv_a_layernorm')).toBe('norm');
  });

  test('the balancing bias is kept in fp32', () => {
    const bias = layout(like('deepseek_v3')).tensors.find(({ module }) => module.endsWith('e_score_correction_bias'));
    expect(bias?.fixedBytes).toBe(4);
  });

  test('a tensor says which layers have it', () => {
    const { tensors } = layout(like('deepseek_v3', { first_k_dense_replace: 3, num_nextn_predict_layers: 1, mlp_layer_types: null }));
    const named = (module: string) => tensors.find((each) => each.module === module)?.layers;
    expect(named('model.layers.*.mlp.gate_proj')).toEqual([0, 1, 2]);
    expect(named('model.layers.*.mlp.gate')?.slice(-2)).toEqual([60, 61]);
    expect(named('model.layers.*.eh_proj')).toEqual([61]);
  });

  test('MiniMax chooses experts in fp32', () => {
    const routers = layout(like('minimax_m2')).tensors.filter(({ role }) => role === 'router');
    expect(routers.map(({ fixedBytes }) => fixedBytes)).toEqual([4, 4]);
  });

  test('GLM-5 does not repeat embedding and head for its prediction layer, DeepSeek-V3 does', () => {
    const repeated = (type: string) =>
      layout(like(type, { num_nextn_predict_layers: 1 })).tensors.filter(({ role }) => role === 'embedding' || role === 'head').length;
    expect([repeated('glm_moe_dsa'), repeated('deepseek_v3')]).toEqual([2, 4]);
  });

  test('a tower is vision throughout, and the model multimodal', () => {
    const seeing = layout(like('qwen2_5_vl'));
    expect(seeing.multimodal).toBe(true);
    expect(new Set(seeing.tensors.filter(({ module }) => module.startsWith('visual')).map(({ role }) => role))).toEqual(
      new Set(['vision']),
    );
  });

  test('copies are layers times experts', () => {
    const expert = layout(like('mixtral')).tensors.find(({ module }) => module.endsWith('experts.*.w2'));
    expect(expert).toMatchObject({ rows: 4096, columns: 14_336, copies: 32 * 8 });
  });
});
