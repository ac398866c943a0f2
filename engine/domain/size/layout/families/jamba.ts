/** Jamba: Mamba layers, every eighth with attention, every second with experts. */
import type { ConfigFields } from '../../config/fields.ts';
import { groupedAttention } from '../blocks/attention.ts';
import { keyValueCache, type LayerKind, layerKinds } from '../blocks/cache.ts';
import { decoder } from '../blocks/decoder.ts';
import { type FeedForward, gated, routedExperts, router } from '../blocks/feed-forward.ts';
import { type Mamba1Shape, mamba1, mamba1Cache } from '../blocks/mamba.ts';
import { inside, layersWhere, type Place } from '../blocks/place.ts';
import { decoderShape } from '../blocks/shape.ts';
import { type Family, plainNames } from '../family.ts';
import { timeStepRank } from './mamba.ts';

export const jamba: Family = (fields, names = plainNames) => {
  const shape = decoderShape(fields);
  const period = fields.countOr('attn_layer_period', 8);
  const offset = fields.wholeOr('attn_layer_offset', 4);
  const kinds = layerKinds(fields, shape.layers, (layer): LayerKind => (layer % period === offset ? 'full' : 'none'));
  const mamba = mambaShape(fields, shape.hidden);
  return decoder(fields, names, {
    norms: ['input_layernorm', 'pre_ff_layernorm'],
    finalNorm: 'final_layernorm',
    mixer: (layers) => [
      ...groupedAttention(
        inside(
          layersWhere(layers, (layer) => kinds[layer] !== 'none'),
          'self_attn',
        ),
        shape,
      ),
      ...mamba1(
        inside(
          layersWhere(layers, (layer) => kinds[layer] === 'none'),
          'mamba',
        ),
        mamba,
      ),
    ],
    feedForward: (layers, { hidden }) => mixture(fields, layers, hidden),
    cache: () => [...keyValueCache(kinds, shape), ...mamba1Cache(fields, kinds.filter((kind) => kind === 'none').length, mamba)],
  });
};

function mixture(fields: ConfigFields, layers: Place, hidden: number): FeedForward {
  const count = fields.countOr('num_experts', 16);
  const period = fields.countOr('expert_layer_period', 2);
  const offset = fields.wholeOr('expert_layer_offset', 1);
  const isSparse = (layer: number) => count > 1 && layer % period === offset;
  const width = fields.count('intermediate_size');
  const sparse = inside(layersWhere(layers, isSparse), 'feed_forward');
  const isMixture = count > 1 && (sparse.layers?.length ?? 0) > 0;
  return {
    experts: isMixture ? count : 0,
    expertWidth: isMixture ? width : undefined,
    tensors: [
      ...gated(
        inside(
          layersWhere(layers, (layer) => !isSparse(layer)),
          'feed_forward',
        ),
        { hidden, width },
      ),
      ...(isMixture
        ? [
            ...routedExperts(inside(sparse, 'experts'), { hidden, width, experts: count }),
            ...router(sparse, { hidden, experts: count }, 'router'),
          ]
        : []),
    ],
  };
}

function mambaShape(fields: ConfigFields, hidden: number): Mamba1Shape {
  return {
    hidden,
    inner: Math.round(fields.positiveOr('mamba_expand', 2) * hidden),
    state: fields.countOr('mamba_d_state', 16),
    rank: timeStepRank(fields, hidden, 'mamba_dt_rank'),
    kernel: fields.countOr('mamba_d_conv', 4),
    bias: fields.flag('mamba_proj_bias', false),
    convolutionBias: fields.flag('mamba_conv_bias', true),
    norms: true,
  };
}
