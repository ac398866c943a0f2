/** The GPT line before LLaMA: learned positions, layer norms with biases, a feed-forward of four times the width. */
import type { ConfigFields } from '../../config/fields.ts';
import { type DecoderOptions, decoder } from '../blocks/decoder.ts';
import { dense, type FeedForward, plain } from '../blocks/feed-forward.ts';
import { inside, matrix, norms, type Place } from '../blocks/place.ts';
import { type Family, type Names, own } from '../family.ts';
import type { Tensor } from '../layout.ts';

const transformer: Names = { model: 'transformer', head: 'lm_head' };

export const gpt2: Family = (fields, names) =>
  decoder(fields, own(names, transformer), { ...conv(fields), extra: () => positions(fields, own(names, transformer), 'wpe') });

/** StarCoder and SantaCoder: one key and value for all heads. */
export const gptBigcode: Family = (fields, names) => {
  const place = own(names, transformer);
  const shape = fields.flag('multi_query', true) ? { keyValueHeads: 1 } : {};
  return decoder(fields, place, { ...conv(fields), shape, extra: () => positions(fields, place, 'wpe') });
};

/** GPT-J: rotary, no attention biases, a biased output layer. */
export const gptj: Family = (fields, names) =>
  decoder(fields, own(names, transformer), {
    ...blocks(fields, ['fc_in', 'fc_out']),
    norms: ['ln_1'],
    attentionModule: 'attn',
    attention: { names: ['q_proj', 'k_proj', 'v_proj', 'out_proj'] },
    headBias: true,
  });

/** CodeGen: GPT-J with one map for queries, keys and values. */
export const codegen: Family = (fields, names) =>
  decoder(fields, own(names, transformer), {
    ...blocks(fields, ['fc_in', 'fc_out']),
    norms: ['ln_1'],
    attentionModule: 'attn',
    attention: { names: ['qkv_proj', 'out_proj'] },
    headBias: true,
  });

export const gptNeo: Family = (fields, names) => {
  const place = own(names, transformer);
  return decoder(fields, place, {
    ...blocks(fields, ['c_fc', 'c_proj']),
    tied: true,
    attentionModule: 'attn.attention',
    attention: { outputBias: true, names: ['q_proj', 'k_proj', 'v_proj', 'out_proj'] },
    extra: () => positions(fields, place, 'wpe'),
  });
};

export const gptNeox: Family = (fields, names) => {
  const bias = fields.flag('attention_bias', true);
  return decoder(fields, own(names, { model: 'gpt_neox', head: 'embed_out' }), {
    embedding: 'embed_in',
    normBias: true,
    finalNorm: 'final_layer_norm',
    attentionModule: 'attention',
    attention: { bias, outputBias: bias, names: ['query_key_value', 'dense'] },
    feedForward: (layers, { hidden }) => wide(fields, layers, { hidden, names: ['dense_h_to_4h', 'dense_4h_to_h'] }),
  });
};

function conv(fields: ConfigFields): DecoderOptions {
  return {
    ...blocks(fields, ['c_fc', 'c_proj']),
    tied: true,
    attentionModule: 'attn',
    attention: { bias: true, outputBias: true, names: ['c_attn', 'c_proj'] },
  };
}

function blocks(fields: ConfigFields, names: readonly [string, string]): DecoderOptions {
  return {
    stack: 'h',
    embedding: 'wte',
    norms: ['ln_1', 'ln_2'],
    finalNorm: 'ln_f',
    normBias: true,
    feedForward: (layers, { hidden }) => wide(fields, layers, { hidden, names }),
  };
}

/** Four times the width where the config does not say. */
export function wide(
  fields: ConfigFields,
  layers: Place,
  { hidden, names, bias = true }: { hidden: number; names: readonly [string, string]; bias?: boolean },
): FeedForward {
  return dense(plain(inside(layers, 'mlp'), { hidden, width: fields.countOr('intermediate_size', 4 * hidden), bias }, names));
}

/** A vector for every position. */
export function positions(fields: ConfigFields, names: Names, name: string, added = 0): Tensor[] {
  const rows = fields.count('max_position_embeddings') + added;
  return matrix({ path: names.model }, name, { rows, columns: fields.count('hidden_size'), role: 'embedding' });
}

/** A norm of the embeddings themselves (BLOOM). */
export function embeddingNorm(names: Names, name: string, width: number): Tensor[] {
  return norms({ path: names.model }, [name], { width, bias: true });
}
