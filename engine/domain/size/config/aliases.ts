/** The names that config.json files use for the same thing, in ONE table: the newest name first, the names it had before after it. */

const aliases: Readonly<Record<string, readonly string[]>> = {
  num_hidden_layers: ['num_hidden_layers', 'n_layer', 'n_layers', 'num_layers'],
  hidden_size: ['hidden_size', 'n_embd', 'd_model', 'model_dim', 'n_embed', 'dim'],
  num_attention_heads: ['num_attention_heads', 'n_head', 'n_heads', 'num_heads'],
  num_key_value_heads: [
    'num_key_value_heads',
    'num_kv_heads',
    'n_head_kv',
    'multi_query_group_num',
    'num_query_groups',
    'n_kv_heads',
    'kv_n_heads',
  ],
  head_dim: ['head_dim', 'kv_channels', 'attention_head_dim', 'head_size', 'd_kv'],
  intermediate_size: [
    'intermediate_size',
    'ffn_hidden_size',
    'n_inner',
    'ffn_dim',
    'd_ff',
    'inner_dim',
    'ff_intermediate_size',
    'decoder_ffn_dim',
  ],
  // The padded number is that of the rows on disk.
  vocab_size: ['padded_vocab_size', 'vocab_size', 'n_vocab', 'vocabulary_size', 'embedding_size'],
  max_position_embeddings: [
    'max_position_embeddings',
    'n_positions',
    'max_sequence_length',
    'max_seq_len',
    'seq_length',
    'n_ctx',
    'max_target_positions',
    'model_max_length',
  ],
  num_experts: ['n_routed_experts', 'num_experts', 'num_local_experts', 'moe_num_experts', 'num_moe_experts', 'n_experts'],
  num_experts_per_tok: [
    'num_experts_per_tok',
    'num_experts_per_token',
    'experts_per_token',
    'moe_top_k',
    'moe_k',
    'moe_topk',
    'top_k_experts',
  ],
  n_shared_experts: ['n_shared_experts', 'num_shared_experts', 'num_shared_expert', 'moe_num_shared_experts', 'share_expert_num'],
  moe_intermediate_size: [
    'moe_intermediate_size',
    'expert_ffn_hidden_size',
    'moe_ffn_hidden_size',
    'expert_intermediate_size',
    'expert_dim',
  ],
  shared_expert_intermediate_size: [
    'shared_expert_intermediate_size',
    'moe_shared_expert_intermediate_size',
    'shared_intermediate_size',
    'share_expert_dim',
  ],
  num_nextn_predict_layers: ['num_nextn_predict_layers', 'mtp_num_hidden_layers', 'num_mtp_layers', 'mtp_num_layers', 'num_mtp_modules'],
  layer_types: ['layer_types', 'layers_block_type', 'attention_layer_types'],
  torch_dtype: ['dtype', 'torch_dtype', 'params_dtype'],
};

/** Two names of these with different numbers are no spelling but a contradiction. */
const structural: ReadonlySet<string> = new Set(['num_hidden_layers', 'hidden_size', 'num_attention_heads']);

/** Every name under which a config may have the field, the one that wins first. */
export function spellingsOf(field: string): readonly string[] {
  return aliases[field] ?? [field];
}

/** True where a config that gives two names different numbers does not say what its model is. */
export function isStructural(field: string): boolean {
  return structural.has(field);
}
