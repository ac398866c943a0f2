/** EXAONE: GPT-like names at first, norms after each half from the fourth on. */
import { decoder } from '../blocks/decoder.ts';
import { dense, gated } from '../blocks/feed-forward.ts';
import { inside } from '../blocks/place.ts';
import { type Family, own, plainNames } from '../family.ts';

/** https://huggingface.co/LGAI-EXAONE/EXAONE-3.0-7.8B-Instruct (modeling_exaone.py) */
export const exaone: Family = (fields, names) =>
  decoder(fields, own(names, { model: 'transformer', head: 'lm_head' }), {
    stack: 'h',
    embedding: 'wte',
    norms: ['ln_1', 'ln_2'],
    finalNorm: 'ln_f',
    attentionModule: 'attn.attention',
    attention: { names: ['q_proj', 'k_proj', 'v_proj', 'out_proj'] },
    feedForward: (layers, { hidden }) =>
      dense(gated(inside(layers, 'mlp'), { hidden, width: fields.count('intermediate_size') }, ['c_fc_0', 'c_fc_1', 'c_proj'])),
  });

/** Every fourth layer sees all where the config has a window. */
export const exaone4: Family = (fields, names = plainNames) => {
  const pattern = fields.raw('sliding_window_pattern');
  const text = typeof pattern === 'string' ? pattern : undefined;
  const every = text === undefined ? fields.countOr('sliding_window_pattern', 4) : 0;
  return decoder(fields, names, {
    attention: { norm: 'head' },
    norms: ['post_attention_layernorm', 'post_feedforward_layernorm'],
    kinds: (layer) => {
      if (text !== undefined) return text[layer % text.length] === 'L' ? 'sliding' : 'full';
      return (layer + 1) % every === 0 ? 'full' : 'sliding';
    },
  });
};
