/** Gemma 4: wider heads in the layers that see all, values equal to keys there, experts or per-layer embeddings in some sizes. */
import type { ConfigFields } from '../../config/fields.ts';
import { groupedAttention } from '../blocks/attention.ts';
import { keyValueCache, type LayerKind, layerKinds, slidingWindow } from '../blocks/cache.ts';
import { decoder } from '../blocks/decoder.ts';
import { type FeedForward, gated, routedExperts } from '../blocks/feed-forward.ts';
import { inside, layersWhere, matrix, norms, type Place, vector } from '../blocks/place.ts';
import { type DecoderShape, decoderShape } from '../blocks/shape.ts';
import { type Family, plainNames } from '../family.ts';
import type { Tensor } from '../layout.ts';
import { perLayerEmbeddings } from './per-layer-embeddings.ts';

const sandwich = ['input_layernorm', 'post_attention_layernorm', 'pre_feedforward_layernorm', 'post_feedforward_layernorm'];

export const gemma4: Family = (fields, names = plainNames) => {
  const shape = decoderShape(fields);
  const kinds = layerKinds(fields, shape.layers, (layer) => ((layer + 1) % 6 === 0 ? 'full' : 'sliding'));
  // The last layers reuse the keys and values of earlier ones, so they have and keep none.
  const own = shape.layers - fields.wholeOr('num_kv_shared_layers', 0);
  const wide = wideShape(fields, shape);
  return decoder(fields, names, {
    tied: true,
    norms: sandwich,
    mixer: (layers) => [
      ...attention(fields, layers, { shape, kinds, kind: 'sliding', own }),
      ...attention(fields, layers, { shape: wide, kinds, kind: 'full', own }),
      ...vector(layers, 'layer_scalar', 1, 'other'),
    ],
    feedForward: (layers, { hidden }) => forward(fields, layers, { hidden, own }),
    extra: (layers, { hidden }) => perLayerEmbeddings(fields, layers, { hidden, model: names.model }),
    cache: () => {
      const kept = kinds.slice(0, own);
      return [
        ...keyValueCache(
          kept.filter((kind) => kind === 'full'),
          wide,
        ),
        ...keyValueCache(
          kept.filter((kind) => kind === 'sliding'),
          shape,
          slidingWindow(fields),
        ),
      ];
    },
  });
};

function wideShape(fields: ConfigFields, shape: DecoderShape): DecoderShape {
  const same = fields.flag('attention_k_eq_v', false);
  return {
    ...shape,
    headWidth: fields.countOr('global_head_dim', 512),
    keyValueHeads: same ? fields.countOr('num_global_key_value_heads', shape.keyValueHeads) : shape.keyValueHeads,
  };
}

interface Attending {
  readonly shape: DecoderShape;
  readonly kinds: readonly LayerKind[];
  readonly kind: LayerKind;
  /** Layers before this one have keys and values of their own. */
  readonly own: number;
}

function attention(fields: ConfigFields, layers: Place, { shape, kinds, kind, own }: Attending): Tensor[] {
  const place = inside(
    layersWhere(layers, (layer) => kinds[layer] === kind),
    'self_attn',
  );
  const bias = fields.flag('attention_bias', false);
  const withoutValues = kind === 'full' && fields.flag('attention_k_eq_v', false);
  return groupedAttention(place, shape, { bias, outputBias: bias, norm: 'head' })
    .filter(({ module }) => !(withoutValues && module.endsWith('v_proj')))
    .map((tensor) => (/\.(k_proj|v_proj|k_norm)$/.test(tensor.module) ? among(tensor, own) : tensor));
}

/** The tensor in layers below `end` alone. */
function among(tensor: Tensor, end: number): Tensor {
  const layers = tensor.layers?.filter((layer) => layer < end);
  const each = tensor.copies / Math.max(1, tensor.layers?.length ?? 1);
  return { ...tensor, layers, copies: each * (layers?.length ?? 1) };
}

/** Experts run beside the dense block, not in its place. The layers that share keys may have a block of twice the width. */
function forward(fields: ConfigFields, layers: Place, { hidden, own }: { hidden: number; own: number }): FeedForward {
  const width = fields.count('intermediate_size');
  const doubled = fields.flag('use_double_wide_mlp', false);
  const block = (place: Place, wider: number) => gated(inside(place, 'mlp'), { hidden, width: wider });
  const blocks = doubled
    ? [
        ...block(
          layersWhere(layers, (layer) => layer < own),
          width,
        ),
        ...block(
          layersWhere(layers, (layer) => layer >= own),
          2 * width,
        ),
      ]
    : block(layers, width);
  if (!fields.flag('enable_moe_block', false)) return { tensors: blocks, experts: 0, expertWidth: undefined };
  const experts = fields.count('num_experts');
  const expertWidth = fields.count('moe_intermediate_size');
  const mixture = [
    ...routedExperts(inside(layers, 'experts'), { hidden, width: expertWidth, experts }),
    ...matrix(layers, 'router.proj', { rows: experts, columns: hidden, role: 'router' }),
    ...vector(layers, 'router.scale', hidden, 'router'),
    ...vector(layers, 'router.per_expert_scale', experts, 'router'),
    ...norms(layers, ['post_feedforward_layernorm_1', 'post_feedforward_layernorm_2', 'pre_feedforward_layernorm_2'], { width: hidden }),
  ];
  return { tensors: [...blocks, ...mixture], experts, expertWidth };
}
