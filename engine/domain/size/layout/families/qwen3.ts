/** Qwen3: norms on each head's queries and keys instead of biases. */
import type { ConfigFields } from '../../config/fields.ts';
import { type DecoderOptions, decoder } from '../blocks/decoder.ts';
import { type FeedForward, routedExperts, router } from '../blocks/feed-forward.ts';
import { inside, type Place } from '../blocks/place.ts';
import type { DecoderShape } from '../blocks/shape.ts';
import { type Family, plainNames } from '../family.ts';
import { windowSwitch } from './qwen-window.ts';
import { denseLayers, sparseLayers } from './qwen2.ts';

export const qwen3: Family = (fields, names = plainNames) => decoder(fields, names, common(fields));

export const qwen3Moe: Family = (fields, names = plainNames) =>
  decoder(fields, names, { ...common(fields), feedForward: (layers, shape) => experts(fields, layers, shape) });

function common(fields: ConfigFields): DecoderOptions {
  const bias = fields.flag('attention_bias', false);
  return { ...windowSwitch(fields), attention: { bias, outputBias: bias, norm: 'head' } };
}

function experts(fields: ConfigFields, layers: Place, { hidden }: DecoderShape): FeedForward {
  const { sparse, dense } = sparseLayers(fields, layers);
  const count = fields.count('num_experts');
  const expertWidth = fields.count('moe_intermediate_size');
  const mlp = inside(sparse, 'mlp');
  return {
    experts: count,
    expertWidth,
    tensors: [
      ...denseLayers(fields, dense, hidden),
      ...routedExperts(inside(mlp, 'experts'), { hidden, width: expertWidth, experts: count }),
      ...router(mlp, { hidden, experts: count }),
    ],
  };
}
