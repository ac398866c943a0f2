/** LFM2: short convolutions in most layers, attention in the rest; experts after the first layers of the mixtures. */
import type { ConfigFields } from '../../config/fields.ts';
import { groupedAttention } from '../blocks/attention.ts';
import { keyValueCache, type LayerKind, layerKinds } from '../blocks/cache.ts';
import { decoder } from '../blocks/decoder.ts';
import { dense, type FeedForward, gated, routedExperts, router } from '../blocks/feed-forward.ts';
import { inside, layersWhere, matrix, type Place } from '../blocks/place.ts';
import { type DecoderShape, decoderShape } from '../blocks/shape.ts';
import { type Family, type FamilyLayout, type Names, plainNames } from '../family.ts';
import type { CacheGroup, Tensor } from '../layout.ts';

const names3 = ['w1', 'w3', 'w2'] as const;

export const lfm2: Family = (fields, names = plainNames) =>
  convolved(fields, names, (layers, hidden) =>
    dense(gated(inside(layers, 'feed_forward'), { hidden, width: adjustedWidth(fields, hidden) }, names3)),
  );

export const lfm2Moe: Family = (fields, names = plainNames) =>
  convolved(fields, names, (layers, hidden) => {
    const first = fields.wholeOr('num_dense_layers', 2);
    const place = inside(
      layersWhere(layers, (layer) => layer >= first),
      'feed_forward',
    );
    const experts = fields.count('num_experts');
    const width = fields.count('moe_intermediate_size');
    const before = inside(
      layersWhere(layers, (layer) => layer < first),
      'feed_forward',
    );
    return {
      experts,
      expertWidth: width,
      tensors: [
        ...gated(before, { hidden, width: fields.count('intermediate_size') }, names3),
        ...routedExperts(inside(place, 'experts'), { hidden, width, experts }, names3),
        ...router(place, { hidden, experts, correction: fields.flag('use_expert_bias', true) ? 'expert_bias' : undefined }),
      ],
    };
  });

function convolved(fields: ConfigFields, names: Names, forward: (layers: Place, hidden: number) => FeedForward): FamilyLayout {
  const shape = decoderShape(fields);
  const attending = fields.list('full_attn_idxs');
  const kinds = layerKinds(
    fields,
    shape.layers,
    (layer): LayerKind => (attending === undefined || attending.includes(layer) ? 'full' : 'none'),
  );
  const length = fields.countOr('conv_L_cache', 3);
  const bias = fields.flag('conv_bias', false);
  return decoder(fields, names, {
    tied: fields.flag('tie_embedding', true),
    norms: ['operator_norm', 'ffn_norm'],
    finalNorm: 'embedding_norm',
    mixer: (layers) => [
      ...attention(
        layersWhere(layers, (layer) => kinds[layer] !== 'none'),
        shape,
      ),
      ...convolution(
        inside(
          layersWhere(layers, (layer) => kinds[layer] === 'none'),
          'conv',
        ),
        shape.hidden,
        { length, bias },
      ),
    ],
    feedForward: (layers, { hidden }) => forward(layers, hidden),
    cache: () => [...keyValueCache(kinds, shape), ...state(kinds.filter((kind) => kind === 'none').length, shape.hidden, length)],
  });
}

function attention(layers: Place, shape: DecoderShape): Tensor[] {
  return groupedAttention(inside(layers, 'self_attn'), shape, {
    norm: 'head',
    normNames: ['q_layernorm', 'k_layernorm'],
    names: ['q_proj', 'k_proj', 'v_proj', 'out_proj'],
  });
}

function convolution(place: Place, hidden: number, { length, bias }: { length: number; bias: boolean }): Tensor[] {
  return [
    ...matrix(place, 'conv', { rows: hidden, columns: length, role: 'convolution', bias }),
    ...matrix(place, 'in_proj', { rows: 3 * hidden, columns: hidden, bias }),
    ...matrix(place, 'out_proj', { rows: hidden, columns: hidden, bias }),
  ];
}

function state(layers: number, hidden: number, length: number): CacheGroup[] {
  return layers > 0 ? [{ kind: 'state', layers, bytesPerSequence: 2 * hidden * (length - 1) }] : [];
}

/** Two thirds of what is written, times a factor, rounded up to whole blocks, unless the config switches that off. */
function adjustedWidth(fields: ConfigFields, hidden: number): number {
  const width = fields.countOr('block_ff_dim', fields.countOr('intermediate_size', 4 * hidden));
  if (!fields.flag('block_auto_adjust_ff_dim', true)) return width;
  const block = fields.countOr('block_multiple_of', 256);
  const scaled = Math.trunc(fields.positiveOr('block_ffn_dim_multiplier', 1) * Math.trunc((2 * width) / 3));
  return block * Math.ceil(scaled / block);
}
