/** Decoders whose layers are partly Mamba 2: Bamba, Granite 4 and Falcon-H1 (which has both in every layer). */
import type { ConfigFields } from '../../config/fields.ts';
import { groupedAttention } from '../blocks/attention.ts';
import { keyValueCache, type LayerKind, layerKinds } from '../blocks/cache.ts';
import { decoder } from '../blocks/decoder.ts';
import { dense, type FeedForward, gated } from '../blocks/feed-forward.ts';
import { type Mamba2Shape, mamba2, mamba2Cache } from '../blocks/mamba.ts';
import { inside, layersWhere, type Place } from '../blocks/place.ts';
import { type DecoderShape, decoderShape } from '../blocks/shape.ts';
import { type Family, plainNames } from '../family.ts';
import { graniteMixture } from './granite.ts';

export const bamba: Family = (fields, names = plainNames) => {
  const attending = new Set(fields.list('attn_layer_indices') ?? []);
  return mixed(fields, names, {
    kind: (layer) => (attending.has(layer) ? 'full' : 'none'),
    norms: ['input_layernorm', 'pre_ff_layernorm'],
    finalNorm: 'final_layernorm',
    feedForward: (layers, { hidden }) => dense(gated(inside(layers, 'feed_forward'), { hidden, width: fields.count('intermediate_size') })),
  });
};

/** Granite 4: experts beside a shared block, or the shared block alone. */
export const graniteMoeHybrid: Family = (fields, names = plainNames) =>
  mixed(fields, names, {
    kind: () => 'none',
    norms: ['input_layernorm', 'post_attention_layernorm'],
    finalNorm: 'norm',
    feedForward: (layers, { hidden }) => graniteMixture(fields, layers, hidden),
  });

export const falconH1: Family = (fields, names = plainNames) => {
  const shape = decoderShape(fields);
  const inner = fields.countOr('mamba_d_ssm', Math.round(fields.positiveOr('mamba_expand', 2) * shape.hidden));
  const heads = fields.count('mamba_n_heads');
  const mamba = { ...mambaShape(fields, shape.hidden), heads, headWidth: inner / heads, norm: fields.flag('mamba_rms_norm', false) };
  const bias = fields.flag('attention_bias', false);
  return decoder(fields, names, {
    norms: ['input_layernorm', 'pre_ff_layernorm'],
    finalNorm: 'final_layernorm',
    mixer: (layers) => [
      ...groupedAttention(inside(layers, 'self_attn'), shape, { bias, outputBias: bias }),
      ...mamba2(inside(layers, 'mamba'), mamba),
    ],
    feedForward: (layers, { hidden }) => {
      const width = fields.count('intermediate_size');
      return dense(gated(inside(layers, 'feed_forward'), { hidden, width, bias: fields.flag('mlp_bias', false) }));
    },
    cache: () => [...keyValueCache(layerKinds(fields, shape.layers), shape), ...mamba2Cache(fields, shape.layers, mamba)],
  });
};

interface Mixed {
  /** Where `layer_types` is not written. */
  readonly kind: (layer: number) => LayerKind;
  readonly norms: readonly string[];
  readonly finalNorm: string;
  readonly feedForward: (layers: Place, shape: DecoderShape) => FeedForward;
}

function mixed(fields: ConfigFields, names: Parameters<typeof decoder>[1], { kind, norms, finalNorm, feedForward }: Mixed) {
  const shape = decoderShape(fields);
  const kinds = layerKinds(fields, shape.layers, kind);
  const states = kinds.filter((each) => each === 'none').length;
  const mamba = states > 0 ? mambaShape(fields, shape.hidden) : undefined;
  const bias = fields.flag('attention_bias', false);
  return decoder(fields, names, {
    norms,
    finalNorm,
    feedForward,
    mixer: (layers) => [
      ...groupedAttention(
        inside(
          layersWhere(layers, (layer) => kinds[layer] !== 'none'),
          'self_attn',
        ),
        shape,
        { bias, outputBias: bias },
      ),
      ...(mamba
        ? mamba2(
            inside(
              layersWhere(layers, (layer) => kinds[layer] === 'none'),
              'mamba',
            ),
            mamba,
          )
        : []),
    ],
    cache: () => [...keyValueCache(kinds, shape), ...(mamba ? mamba2Cache(fields, states, mamba) : [])],
  });
}

function mambaShape(fields: ConfigFields, hidden: number): Mamba2Shape {
  const heads = fields.count('mamba_n_heads');
  const said = fields.raw('mamba_d_head');
  const headWidth =
    said === 'auto' || said === undefined ? (fields.positiveOr('mamba_expand', 2) * hidden) / heads : fields.count('mamba_d_head');
  return {
    hidden,
    heads,
    headWidth,
    groups: fields.countOr('mamba_n_groups', 1),
    state: fields.countOr('mamba_d_state', 256),
    kernel: fields.countOr('mamba_d_conv', 4),
    bias: fields.flag('mamba_proj_bias', false),
    convolutionBias: fields.flag('mamba_conv_bias', true),
    norm: true,
  };
}
