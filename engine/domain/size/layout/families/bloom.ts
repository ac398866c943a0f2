/** BLOOM, MPT and Falcon: ALiBi or rotary positions, joined attention maps. */
import type { ConfigFields } from '../../config/fields.ts';
import { type DecoderOptions, decoder } from '../blocks/decoder.ts';
import { dense, plain } from '../blocks/feed-forward.ts';
import { inside } from '../blocks/place.ts';
import { type Family, type Names, own } from '../family.ts';
import { embeddingNorm, wide } from './gpt.ts';

const transformer: Names = { model: 'transformer', head: 'lm_head' };

export const bloom: Family = (fields, names) => {
  const place = own(names, transformer);
  return decoder(fields, place, {
    ...joined(fields, true),
    embedding: 'word_embeddings',
    extra: (_, { hidden }) => embeddingNorm(place, 'word_embeddings_layernorm', hidden),
  });
};

/** MPT has no biases unless `no_bias` is false, and says how many keys in `attn_config`. */
export const mpt: Family = (fields, names) => {
  const ratio = fields.positiveOr('expansion_ratio', 4);
  const bias = !fields.flag('no_bias', true);
  return decoder(fields, own(names, transformer), {
    tied: true,
    shape: mptKeys(fields),
    stack: 'blocks',
    embedding: 'wte',
    norms: ['norm_1', 'norm_2'],
    finalNorm: 'norm_f',
    normBias: bias,
    attentionModule: 'attn',
    attention: { bias, outputBias: bias, names: ['Wqkv', 'out_proj'] },
    feedForward: (layers, { hidden }) =>
      dense(plain(inside(layers, 'ffn'), { hidden, width: Math.round(ratio * hidden), bias }, ['up_proj', 'down_proj'])),
  });
};

function mptKeys(fields: ConfigFields): { keyValueHeads?: number } {
  const attention = fields.nested('attn_config');
  if (attention?.text('attn_type') === 'multiquery_attention') return { keyValueHeads: 1 };
  return attention?.has('num_key_value_heads') ? { keyValueHeads: attention.count('num_key_value_heads') } : {};
}

/** Falcon: 7B has one key for all heads and one norm, the new architecture (40B, 180B) several keys and two norms. */
export const falcon: Family = (given, names) => {
  const fields = given.withDefaults({ max_position_embeddings: 2048 });
  // The first 40B called itself RefinedWeb, and did not say that it is built anew.
  const modern = fields.flag('new_decoder_architecture', fields.modelType === 'RefinedWeb');
  const single = !modern && fields.flag('multi_query', true);
  const shape = single ? { keyValueHeads: 1 } : modern ? {} : { keyValueHeads: fields.count('num_attention_heads') };
  const parallel = fields.flag('parallel_attn', true);
  const norms = modern ? modernNorms(fields, parallel) : ['input_layernorm', ...(parallel ? [] : ['post_attention_layernorm'])];
  const common = joined(fields, fields.flag('bias', false));
  // The published files hold the output layer beside the embedding that it equals.
  return decoder(fields, own(names, transformer), { ...common, tied: false, shape, embedding: 'word_embeddings', norms });
};

function modernNorms(fields: ConfigFields, parallel: boolean): string[] {
  const count = fields.countOr('num_ln_in_parallel_attn', 2);
  if (parallel && count === 2) return ['ln_attn', 'ln_mlp'];
  return ['input_layernorm', ...(parallel ? [] : ['post_attention_layernorm'])];
}

function joined(fields: ConfigFields, bias: boolean): DecoderOptions {
  return {
    tied: true,
    stack: 'h',
    finalNorm: 'ln_f',
    normBias: true,
    attentionModule: 'self_attention',
    attention: { bias, outputBias: bias, names: ['query_key_value', 'dense'] },
    feedForward: (layers, { hidden }) => wide(fields, layers, { hidden, names: ['dense_h_to_4h', 'dense_4h_to_h'], bias }),
  };
}
