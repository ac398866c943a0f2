/** The fields of a model's config.json from which its size follows. */
import { z } from 'zod';

const count = z.int().positive();

/** As published on the Hub; only the fields that sizing reads. Unknown fields are ignored. */
export const modelConfig = z.object({
  model_type: z.string(),
  architectures: z.array(z.string()).optional(),
  num_hidden_layers: count,
  hidden_size: count,
  num_attention_heads: count,
  /** Absent: as many as attention heads. */
  num_key_value_heads: count.optional(),
  /** Absent: hidden_size / num_attention_heads. */
  head_dim: count.optional(),
  intermediate_size: count,
  vocab_size: count,
  max_position_embeddings: count,
  tie_word_embeddings: z.boolean().default(false),
  torch_dtype: z.string().optional(),

  num_experts: count.optional(),
  num_local_experts: count.optional(),
  n_routed_experts: count.optional(),
  moe_intermediate_size: count.optional(),
  n_shared_experts: z.int().nonnegative().optional(),
  first_k_dense_replace: z.int().nonnegative().optional(),

  q_lora_rank: count.nullish(),
  kv_lora_rank: count.optional(),
  qk_rope_head_dim: count.optional(),
  qk_nope_head_dim: count.optional(),
  v_head_dim: count.optional(),
  num_nextn_predict_layers: z.int().nonnegative().optional(),

  sliding_window: count.nullish(),
  layer_types: z.array(z.string()).optional(),

  quantization_config: z.object({ quant_method: z.string(), weight_block_size: z.array(count).optional() }).optional(),
});

export type ModelConfig = z.infer<typeof modelConfig>;

/** How a model attends and feeds forward: what its size formula depends on. */
export type Family = 'dense' | 'moe' | 'mla' | 'gpt-oss';

const families: Readonly<Record<string, Family>> = {
  llama: 'dense',
  mistral: 'dense',
  qwen2: 'dense',
  qwen3: 'dense',
  qwen3_moe: 'moe',
  mixtral: 'moe',
  gpt_oss: 'gpt-oss',
  deepseek_v2: 'mla',
  deepseek_v3: 'mla',
};

/** Undefined for a model type whose layout is not known here: its size is then unknown, never guessed. */
export function familyOf(config: ModelConfig): Family | undefined {
  return families[config.model_type];
}

export function keyValueHeads(config: ModelConfig): number {
  return config.num_key_value_heads ?? config.num_attention_heads;
}

export function headDimension(config: ModelConfig): number {
  return config.head_dim ?? config.hidden_size / config.num_attention_heads;
}

/** Experts of one layer; 0 for a dense model. */
export function expertCount(config: ModelConfig): number {
  return config.n_routed_experts ?? config.num_experts ?? config.num_local_experts ?? 0;
}
