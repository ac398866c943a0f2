/** Command R and its successors: one norm before attention and feed-forward side by side, output layer tied. */
import { decoder } from '../blocks/decoder.ts';
import { inside, vector } from '../blocks/place.ts';
import { type Family, plainNames } from '../family.ts';

export const cohere: Family = (fields, names = plainNames) => {
  const bias = fields.flag('attention_bias', false);
  const normalised = fields.flag('use_qk_norm', false);
  return decoder(fields, names, {
    tied: true,
    attention: { bias, outputBias: bias },
    norms: ['input_layernorm'],
    // Every head has its own norm (Command R+).
    extra: (layers, { heads, keyValueHeads, headWidth }) =>
      normalised
        ? [
            ...vector(inside(layers, 'self_attn'), 'q_norm', heads * headWidth),
            ...vector(inside(layers, 'self_attn'), 'k_norm', keyValueHeads * headWidth),
          ]
        : [],
  });
};

/** Three layers with a window, then one without. */
export const cohere2: Family = (fields, names = plainNames) => {
  const bias = fields.flag('attention_bias', false);
  const pattern = fields.countOr('sliding_window_pattern', 4);
  return decoder(fields, names, {
    tied: true,
    attention: { bias, outputBias: bias },
    norms: ['input_layernorm'],
    kinds: (layer) => ((layer + 1) % pattern === 0 ? 'full' : 'sliding'),
  });
};
