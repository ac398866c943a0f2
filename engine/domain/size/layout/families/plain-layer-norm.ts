/** LLaMA's shape with layer norms: StableLM, StarCoder2 and Nemotron-4. */
import { decoder } from '../blocks/decoder.ts';
import { dense, plain } from '../blocks/feed-forward.ts';
import { inside, vector } from '../blocks/place.ts';
import { type Family, plainNames } from '../family.ts';

/** StableLM 2 12B runs attention and feed-forward side by side behind one norm, with a norm for each head. */
export const stablelm: Family = (fields, names = plainNames) => {
  const parallel = fields.flag('use_parallel_residual', false);
  return decoder(fields, names, {
    attention: { bias: fields.flag('use_qkv_bias', false) },
    normBias: true,
    norms: parallel ? ['input_layernorm'] : ['input_layernorm', 'post_attention_layernorm'],
    extra: (layers, { heads, keyValueHeads, headWidth }) =>
      fields.flag('qk_layernorm', false)
        ? [
            ...vector(inside(layers, 'self_attn'), 'q_layernorm', heads * headWidth),
            ...vector(inside(layers, 'self_attn'), 'k_layernorm', keyValueHeads * headWidth),
          ]
        : [],
  });
};

/** Biases everywhere (`use_bias`), no gate, a window in all layers. */
export const starcoder2: Family = (fields, names = plainNames) => {
  const bias = fields.flag('use_bias', true);
  return decoder(fields, names, {
    tied: true,
    attention: { bias, outputBias: bias },
    normBias: true,
    kinds: () => 'sliding',
    feedForward: (layers, { hidden }) =>
      dense(plain(inside(layers, 'mlp'), { hidden, width: fields.count('intermediate_size'), bias }, ['c_fc', 'c_proj'])),
  });
};

/** Squared ReLU without a gate. */
export const nemotron: Family = (fields, names = plainNames) => {
  const bias = fields.flag('attention_bias', false);
  return decoder(fields, names, {
    attention: { bias, outputBias: bias },
    normBias: true,
    feedForward: (layers, { hidden }) =>
      dense(plain(inside(layers, 'mlp'), { hidden, width: fields.count('intermediate_size'), bias: fields.flag('mlp_bias', false) })),
  });
};

/** One map for queries, keys and values, a norm for each head. */
export const persimmon: Family = (fields, names = plainNames) =>
  decoder(fields, names, {
    attention: { bias: true, outputBias: true, names: ['query_key_value', 'dense'] },
    normBias: true,
    finalNorm: 'final_layernorm',
    feedForward: (layers, { hidden }) => {
      const width = fields.count('intermediate_size');
      return dense(plain(inside(layers, 'mlp'), { hidden, width, bias: true }, ['dense_h_to_4h', 'dense_4h_to_h']));
    },
    extra: (layers, { headWidth }) =>
      fields.flag('qk_layernorm', true)
        ? ['q_layernorm', 'k_layernorm'].flatMap((name) => {
            const norm = vector(inside(layers, 'self_attn'), name, headWidth);
            return [...norm, ...norm];
          })
        : [],
  });
