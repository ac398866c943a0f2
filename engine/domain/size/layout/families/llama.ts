/** LLaMA and those that depart from it by a bias, a window or a name. */
import { decoder } from '../blocks/decoder.ts';
import { dense, plain } from '../blocks/feed-forward.ts';
import { inside, vector } from '../blocks/place.ts';
import { type Family, plainNames } from '../family.ts';

export const llama: Family = (fields, names = plainNames) => {
  const bias = fields.flag('attention_bias', false);
  return decoder(fields, names, { attention: { bias, outputBias: bias } });
};

/** Of the first version all layers have a window; later ones say null. */
export const mistral: Family = (fields, names = plainNames) => decoder(fields, names, { kinds: () => 'sliding' });

/** One switch for the biases of all four attention maps (openPangu, InternLM). */
export const biasedLlama: Family = (fields, names = plainNames) => {
  const bias = fields.flag('bias', true);
  return decoder(fields, names, { attention: { bias, outputBias: bias } });
};

export const internlm3: Family = (fields, names = plainNames) =>
  decoder(fields, names, { attention: { bias: fields.flag('qkv_bias', false), outputBias: fields.flag('bias', false) } });

export const seedOss: Family = (fields, names = plainNames) =>
  decoder(fields, names, {
    attention: { bias: fields.flag('attention_bias', true), outputBias: fields.flag('attention_out_bias', false) },
  });

/** Every fourth layer has no rotary embedding, which weighs nothing. */
export const smollm3: Family = (fields, names = plainNames) => {
  const bias = fields.flag('attention_bias', false);
  return decoder(fields, names, { tied: true, attention: { bias, outputBias: bias } });
};

/** Squared ReLU without a gate. */
export const arcee: Family = (fields, names = plainNames) => {
  const bias = fields.flag('attention_bias', false);
  return decoder(fields, names, {
    attention: { bias, outputBias: bias },
    feedForward: (layers, { hidden }) =>
      dense(plain(inside(layers, 'mlp'), { hidden, width: fields.count('intermediate_size'), bias: fields.flag('mlp_bias', false) })),
  });
};

/** Code World Model: windows in three layers of four. */
export const cwm: Family = (fields, names = plainNames) =>
  decoder(fields, names, { kinds: (layer) => (layer % 4 === 0 ? 'full' : 'sliding') });

/** Norms within each half as well as before it. */
export const bitnet: Family = (fields, names = plainNames) =>
  decoder(fields, names, {
    tied: true,
    extra: (layers, { hidden }) => [
      ...vector(inside(layers, 'self_attn'), 'attn_sub_norm', hidden),
      ...vector(inside(layers, 'mlp'), 'ffn_sub_norm', fields.count('intermediate_size')),
    ],
  });

/** HyperCLOVA X: norms after each half as well, unless `use_post_norm` is false. */
export const hyperclovaX: Family = (fields, names = plainNames) => {
  const bias = fields.flag('attention_bias', false);
  const after = fields.flag('use_post_norm', true) ? ['post_norm1', 'post_norm2'] : [];
  return decoder(fields, names, {
    attention: { bias, outputBias: bias },
    norms: ['input_layernorm', 'post_attention_layernorm', ...after],
  });
};
