/**
 * What a nested config leaves out where it equals the default of its type: transformers writes only the differences there.
 * https://github.com/huggingface/transformers (src/transformers/models/<type>/configuration_<type>.py, 5.23.0)
 */
import type { ConfigObject } from '../config/objects.ts';

const gemma = { vocab_size: 256_000, hidden_size: 3072, intermediate_size: 24_576, num_hidden_layers: 28, num_attention_heads: 16 };
const gemma2 = { vocab_size: 256_000, hidden_size: 2304, intermediate_size: 9216, num_hidden_layers: 26, num_attention_heads: 8 };
const qwen2 = { vocab_size: 151_936, hidden_size: 4096, intermediate_size: 22_016, num_hidden_layers: 32, num_attention_heads: 32 };
const qwen2Vl = { vocab_size: 152_064, hidden_size: 8192, intermediate_size: 29_568, num_hidden_layers: 80, num_attention_heads: 64 };

export const nestedDefaults: Readonly<Record<string, ConfigObject>> = {
  cohere2: {
    vocab_size: 256_000,
    hidden_size: 8192,
    intermediate_size: 22_528,
    num_hidden_layers: 40,
    num_attention_heads: 64,
    max_position_embeddings: 8192,
    sliding_window: 4096,
  },
  gemma: { ...gemma, num_key_value_heads: 16, head_dim: 256, max_position_embeddings: 8192 },
  gemma2: { ...gemma2, num_key_value_heads: 4, head_dim: 256, max_position_embeddings: 8192, sliding_window: 4096 },
  gemma3_text: {
    ...gemma2,
    vocab_size: 262_208,
    num_key_value_heads: 4,
    head_dim: 256,
    max_position_embeddings: 131_072,
    sliding_window: 4096,
  },
  gemma3n_text: {
    vocab_size: 262_400,
    hidden_size: 2048,
    intermediate_size: 16_384,
    num_hidden_layers: 35,
    num_attention_heads: 8,
    num_key_value_heads: 2,
    head_dim: 256,
    max_position_embeddings: 32_768,
    sliding_window: 512,
  },
  gemma4_text: {
    vocab_size: 262_144,
    hidden_size: 2304,
    intermediate_size: 9216,
    num_hidden_layers: 30,
    num_attention_heads: 8,
    num_key_value_heads: 4,
    head_dim: 256,
    max_position_embeddings: 131_072,
    sliding_window: 512,
  },
  glm4v_text: {
    vocab_size: 151_552,
    hidden_size: 4096,
    intermediate_size: 13_696,
    num_hidden_layers: 40,
    num_attention_heads: 32,
    num_key_value_heads: 2,
    max_position_embeddings: 32_768,
  },
  llama: {
    vocab_size: 32_000,
    hidden_size: 4096,
    intermediate_size: 11_008,
    num_hidden_layers: 32,
    num_attention_heads: 32,
    max_position_embeddings: 2048,
  },
  llama4_text: {
    vocab_size: 202_048,
    hidden_size: 5120,
    intermediate_size: 8192,
    intermediate_size_mlp: 16_384,
    num_hidden_layers: 48,
    num_attention_heads: 40,
    num_key_value_heads: 8,
    head_dim: 128,
    num_local_experts: 16,
    max_position_embeddings: 131_072,
  },
  mistral: {
    vocab_size: 32_000,
    hidden_size: 4096,
    intermediate_size: 14_336,
    num_hidden_layers: 32,
    num_attention_heads: 32,
    num_key_value_heads: 8,
  },
  mllama_text_model: {
    vocab_size: 128_256,
    hidden_size: 4096,
    intermediate_size: 14_336,
    num_hidden_layers: 40,
    num_attention_heads: 32,
    num_key_value_heads: 8,
    max_position_embeddings: 131_072,
  },
  qwen2: { ...qwen2, max_position_embeddings: 32_768 },
  qwen2_vl_text: { ...qwen2Vl, num_key_value_heads: 8, max_position_embeddings: 32_768 },
  qwen2_5_vl_text: { ...qwen2Vl, num_key_value_heads: 8, max_position_embeddings: 32_768 },
  qwen3: { ...qwen2, head_dim: 128, max_position_embeddings: 32_768 },
  qwen3_vl_text: { ...qwen2, head_dim: 128, max_position_embeddings: 128_000 },
};
