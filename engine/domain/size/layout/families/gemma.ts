/** Gemma 1 to 3: the output layer is the embedding, heads of their own width, windows in most layers from the second on. */
import type { ConfigFields } from '../../config/fields.ts';
import { decoder } from '../blocks/decoder.ts';
import { type Family, plainNames } from '../family.ts';

const sandwich = ['input_layernorm', 'post_attention_layernorm', 'pre_feedforward_layernorm', 'post_feedforward_layernorm'];

export const gemma: Family = (fields, names = plainNames) => decoder(fields, names, { tied: true, attention: biases(fields) });

export const gemma2: Family = (fields, names = plainNames) =>
  decoder(fields, names, {
    tied: true,
    attention: biases(fields),
    norms: sandwich,
    kinds: (layer) => (layer % 2 === 0 ? 'sliding' : 'full'),
  });

/** Without the norms after each half. */
export const vaultGemma: Family = (fields, names = plainNames) =>
  decoder(fields, names, {
    tied: true,
    attention: biases(fields),
    norms: ['input_layernorm', 'pre_feedforward_layernorm'],
    kinds: (layer) => (layer % 2 === 0 ? 'sliding' : 'full'),
  });

/** Every sixth layer sees all; `sliding_window_pattern` says otherwise. */
export const gemma3: Family = (fields, names = plainNames) => {
  const pattern = fields.countOr('sliding_window_pattern', 6);
  return decoder(fields, names, {
    tied: true,
    attention: { ...biases(fields), norm: 'head' },
    norms: sandwich,
    kinds: (layer) => ((layer + 1) % pattern === 0 ? 'full' : 'sliding'),
  });
};

function biases(fields: ConfigFields) {
  const bias = fields.flag('attention_bias', false);
  return { bias, outputBias: bias };
}
