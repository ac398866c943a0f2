/** Phi-3-small: muP, a gated GELU, blocks of the past in every second layer. */
import { decoder } from '../blocks/decoder.ts';
import { dense } from '../blocks/feed-forward.ts';
import { inside, matrix } from '../blocks/place.ts';
import { type Family, plainNames } from '../family.ts';

/** https://huggingface.co/microsoft/Phi-3-small-8k-instruct (modeling_phi3_small.py). The block-sparse layers still keep all keys. */
export const phi3Small: Family = (fields, names = plainNames) =>
  decoder(fields, names, {
    tied: true,
    normBias: true,
    finalNorm: 'final_layernorm',
    attention: { bias: true, outputBias: true, names: ['query_key_value', 'dense'] },
    feedForward: (layers, { hidden }) => {
      const width = fields.count('intermediate_size');
      const mlp = inside(layers, 'mlp');
      return dense([
        ...matrix(mlp, 'up_proj', { rows: 2 * width, columns: hidden, bias: true }),
        ...matrix(mlp, 'down_proj', { rows: hidden, columns: width, bias: true }),
      ]);
    },
  });
