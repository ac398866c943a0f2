/** What a GGUF header says of the model, as a config.json would: layouts and caches are known by those. */
import type { GgufHeader } from './header.ts';
import type { Metadata } from './metadata.ts';

/** `general.architecture` to `model_type`, where the two differ. */
const modelTypes: Readonly<Record<string, string>> = {
  qwen2moe: 'qwen2_moe',
  qwen3moe: 'qwen3_moe',
  gemma3: 'gemma3_text',
  'gpt-oss': 'gpt_oss',
  deepseek2: 'deepseek_v2',
  'command-r': 'cohere',
  cohere2: 'cohere2',
  glm4moe: 'glm4_moe',
  phi2: 'phi',
  gptneox: 'gpt_neox',
  granitemoe: 'granitemoe',
};

/** Keys without the architecture before them, and the fields of config.json that they are. */
const fields: Readonly<Record<string, string>> = {
  block_count: 'num_hidden_layers',
  embedding_length: 'hidden_size',
  feed_forward_length: 'intermediate_size',
  context_length: 'max_position_embeddings',
  'attention.head_count': 'num_attention_heads',
  'attention.head_count_kv': 'num_key_value_heads',
  'attention.key_length': 'head_dim',
  'attention.sliding_window': 'sliding_window',
  'attention.q_lora_rank': 'q_lora_rank',
  'attention.kv_lora_rank': 'kv_lora_rank',
  'rope.freq_base': 'rope_theta',
  expert_count: 'num_experts',
  expert_used_count: 'num_experts_per_tok',
  expert_feed_forward_length: 'moe_intermediate_size',
  expert_shared_count: 'n_shared_experts',
  expert_shared_feed_forward_length: 'shared_expert_intermediate_size',
  leading_dense_block_count: 'first_k_dense_replace',
  nextn_predict_layers: 'num_nextn_predict_layers',
};

export function configOfGguf({ metadata, tensors }: GgufHeader): Record<string, unknown> {
  const architecture = String(metadata.get('general.architecture') ?? '');
  const config: Record<string, unknown> = { model_type: modelTypeOf(architecture, metadata), torch_dtype: 'float16' };
  for (const [key, field] of Object.entries(fields)) {
    const value = oneNumber(metadata, `${architecture}.${key}`);
    if (value !== undefined && value !== 0) config[field] = value;
  }
  const tokens = metadata.get('tokenizer.ggml.tokens');
  config['vocab_size'] = oneNumber(metadata, `${architecture}.vocab_size`) ?? (typeof tokens === 'object' ? tokens.length : undefined);
  config['tie_word_embeddings'] = !tensors.some((tensor) => tensor.name === 'output.weight');
  return { ...config, ...latentWidths(architecture, metadata) };
}

/** Mixtral's files are called llama, and differ by having experts. */
function modelTypeOf(architecture: string, metadata: Metadata): string {
  if (architecture === 'llama' && oneNumber(metadata, 'llama.expert_count')) return 'mixtral';
  return Object.hasOwn(modelTypes, architecture) ? (modelTypes[architecture] ?? architecture) : architecture;
}

/** Latent attention: a key is what is rotated and what is not. */
function latentWidths(architecture: string, metadata: Metadata): Record<string, unknown> {
  const rotated = oneNumber(metadata, `${architecture}.rope.dimension_count`);
  const key =
    oneNumber(metadata, `${architecture}.attention.key_length_mla`) ?? oneNumber(metadata, `${architecture}.attention.key_length`);
  const value =
    oneNumber(metadata, `${architecture}.attention.value_length_mla`) ?? oneNumber(metadata, `${architecture}.attention.value_length`);
  if (!metadata.has(`${architecture}.attention.kv_lora_rank`) || rotated === undefined || key === undefined) return {};
  return {
    qk_rope_head_dim: rotated,
    qk_nope_head_dim: key - rotated,
    v_head_dim: value,
    head_dim: undefined,
    num_key_value_heads: undefined,
  };
}

/** A number, or the largest where every layer has its own: what holds more is not overlooked. */
function oneNumber(metadata: Metadata, key: string): number | undefined {
  const value = metadata.get(key);
  if (typeof value === 'number') return value;
  return typeof value === 'object' && value.numbers.length > 0 ? Math.max(...value.numbers) : undefined;
}
