/** Weights on each GPU as vLLM printed them on an H100. https://github.com/llm-d-incubation/llm-d-planner (docs/empirical-vllm-memory-results.md) */
import { expect, test } from 'vitest';
import { weightsOf } from './answers.ts';

const GiB = 2 ** 30;

const llama70 = {
  model_type: 'llama',
  architectures: ['LlamaForCausalLM'],
  num_hidden_layers: 80,
  hidden_size: 8192,
  num_attention_heads: 64,
  num_key_value_heads: 8,
  intermediate_size: 28_672,
  vocab_size: 128_256,
  max_position_embeddings: 131_072,
  rope_theta: 500_000,
  torch_dtype: 'bfloat16',
  quantization_config: {
    quant_method: 'compressed-tensors',
    format: 'float-quantized',
    config_groups: {
      group_0: { targets: ['Linear'], weights: { num_bits: 8, type: 'float', strategy: 'channel' }, input_activations: { num_bits: 8 } },
    },
    ignore: ['lm_head'],
  },
};

const qwen = {
  model_type: 'qwen3',
  architectures: ['Qwen3ForCausalLM'],
  head_dim: 128,
  vocab_size: 151_936,
  max_position_embeddings: 40_960,
  rope_theta: 1_000_000,
  torch_dtype: 'bfloat16',
};
const qwen32 = {
  ...qwen,
  num_hidden_layers: 64,
  hidden_size: 5120,
  num_attention_heads: 64,
  num_key_value_heads: 8,
  intermediate_size: 25_600,
};
const qwen06 = {
  ...qwen,
  num_hidden_layers: 28,
  hidden_size: 1024,
  num_attention_heads: 16,
  num_key_value_heads: 8,
  intermediate_size: 3072,
  tie_word_embeddings: true,
};

const gptOss = {
  model_type: 'gpt_oss',
  architectures: ['GptOssForCausalLM'],
  hidden_size: 2880,
  intermediate_size: 2880,
  num_attention_heads: 64,
  num_key_value_heads: 8,
  head_dim: 64,
  vocab_size: 201_088,
  max_position_embeddings: 131_072,
  sliding_window: 128,
  num_experts_per_tok: 4,
  rope_theta: 150_000,
  quantization_config: {
    quant_method: 'mxfp4',
    modules_to_not_convert: ['model.layers.*.self_attn', 'model.layers.*.mlp.router', 'model.embed_tokens', 'lm_head'],
  },
};

test.each([
  ['Llama-3.3-70B-Instruct-FP8-dynamic', llama70, 1, 67.72],
  ['Llama-3.3-70B-Instruct-FP8-dynamic', llama70, 2, 33.88],
  ['Qwen3-32B', qwen32, 1, 61.03],
  ['Qwen3-0.6B', qwen06, 1, 1.12],
  ['gpt-oss-20b', { ...gptOss, num_hidden_layers: 24, num_local_experts: 32 }, 1, 13.47],
  ['gpt-oss-120b', { ...gptOss, num_hidden_layers: 36, num_local_experts: 128 }, 1, 64.38],
])('%s: what vLLM loads on each GPU', (_name, config, tensorParallel, measured) => {
  expect(Math.abs(weightsOf({ config }).bytesPerRank({ tensorParallel }) / GiB - measured)).toBeLessThan(0.02);
});

test('layers that predict further tokens are in the checkpoint, and not loaded', () => {
  const config = { ...deepseek, num_nextn_predict_layers: 1 };
  const [without, withOne] = [weightsOf({ config: deepseek }), weightsOf({ config })];
  expect(withOne.bytes).toBeGreaterThan(without.bytes * 1.1);
  expect(withOne.loadedBytes).toBe(without.loadedBytes);
});

const deepseek = {
  model_type: 'deepseek_v3',
  architectures: ['DeepseekV3ForCausalLM'],
  num_hidden_layers: 4,
  hidden_size: 1024,
  num_attention_heads: 16,
  num_key_value_heads: 16,
  vocab_size: 10_000,
  intermediate_size: 2048,
  moe_intermediate_size: 512,
  n_routed_experts: 8,
  n_shared_experts: 1,
  num_experts_per_tok: 2,
  first_k_dense_replace: 1,
  q_lora_rank: 256,
  kv_lora_rank: 128,
  qk_rope_head_dim: 64,
  qk_nope_head_dim: 128,
  v_head_dim: 128,
  max_position_embeddings: 4096,
  rope_theta: 10_000,
  torch_dtype: 'bfloat16',
};
