/** Qwen3-Next and Qwen3.5: three layers of linear attention, then one of gated attention. */
import type { ConfigFields } from '../../config/fields.ts';
import { groupedAttention } from '../blocks/attention.ts';
import { keyValueCache, type LayerKind, layerKinds } from '../blocks/cache.ts';
import { decoder } from '../blocks/decoder.ts';
import { dense, type FeedForward, gated, routedExperts, router } from '../blocks/feed-forward.ts';
import { deltaCache, deltaNet, deltaShape } from '../blocks/linear-attention.ts';
import { inside, layersOf, layersWhere, matrix, norms, type Place } from '../blocks/place.ts';
import { type DecoderShape, decoderShape } from '../blocks/shape.ts';
import { type Family, type FamilyLayout, type Names, plainNames } from '../family.ts';
import type { Tensor } from '../layout.ts';

export const qwen3Next: Family = (fields, names = plainNames) =>
  hybrid(fields, names, { joined: true, forward: mixture, predicting: true });

/** Alone, it was cut out of the whole, and its prediction layer left behind. */
export const qwen35Text: Family = (fields, names = plainNames) =>
  hybrid(fields, names, { joined: false, forward: gatedOnly, predicting: names !== plainNames });

export const qwen35MoeText: Family = (fields, names = plainNames) =>
  hybrid(fields, names, { joined: false, forward: mixture, predicting: names !== plainNames });

type Forward = (fields: ConfigFields, layers: Place, hidden: number) => FeedForward;

interface Hybrid {
  /** Queries, keys, values and gate of linear attention are one map. */
  readonly joined: boolean;
  readonly forward: Forward;
  /** Its prediction layers are in the files. */
  readonly predicting: boolean;
}

function hybrid(fields: ConfigFields, names: Names, { joined, forward, predicting }: Hybrid): FamilyLayout {
  const shape = decoderShape(fields);
  const interval = fields.countOr('full_attention_interval', 4);
  const kinds = layerKinds(fields, shape.layers, (layer): LayerKind => ((layer + 1) % interval === 0 ? 'full' : 'none'));
  const delta = deltaShape(fields, shape.hidden);
  const linear = kinds.filter((kind) => kind === 'none').length;
  return decoder(fields, names, {
    mixer: (layers) => [
      ...attention(
        fields,
        layersWhere(layers, (layer) => kinds[layer] !== 'none'),
        shape,
      ),
      ...deltaNet(
        inside(
          layersWhere(layers, (layer) => kinds[layer] === 'none'),
          'linear_attn',
        ),
        delta,
        joined,
      ),
    ],
    feedForward: (layers, { hidden }) => forward(fields, layers, hidden),
    extra: () => (predicting ? prediction(fields, shape, forward) : []),
    cache: () => [...keyValueCache(kinds, shape), ...deltaCache(fields, linear, delta)],
  });
}

function attention(fields: ConfigFields, layers: Place, shape: DecoderShape): Tensor[] {
  const bias = fields.flag('attention_bias', false);
  const gate = fields.flag('attn_output_gate', true);
  return groupedAttention(inside(layers, 'self_attn'), shape, { bias, outputBias: bias, norm: 'head', gated: gate });
}

/** One layer of gated attention behind a map that joins two hidden states; embedding and head are shared. */
function prediction(fields: ConfigFields, shape: DecoderShape, forward: Forward): Tensor[] {
  const count = fields.wholeOr('num_nextn_predict_layers', 0);
  if (!(count > 0)) return [];
  const { hidden } = shape;
  const layers = layersOf('mtp.layers', count);
  return [
    ...matrix({ path: 'mtp' }, 'fc', { rows: hidden, columns: 2 * hidden }),
    ...attention(fields, layers, shape),
    ...forward(fields, layers, hidden).tensors,
    ...norms(layers, ['input_layernorm', 'post_attention_layernorm'], { width: hidden }),
    ...norms({ path: 'mtp' }, ['norm', 'pre_fc_norm_embedding', 'pre_fc_norm_hidden'], { width: hidden }),
  ];
}

function gatedOnly(fields: ConfigFields, layers: Place, hidden: number): FeedForward {
  return dense(gated(inside(layers, 'mlp'), { hidden, width: fields.count('intermediate_size') }));
}

function mixture(fields: ConfigFields, layers: Place, hidden: number): FeedForward {
  const experts = fields.count('num_experts');
  const expertWidth = fields.count('moe_intermediate_size');
  const mlp = inside(layers, 'mlp');
  return {
    experts,
    expertWidth,
    tensors: [
      ...routedExperts(inside(mlp, 'experts'), { hidden, width: expertWidth, experts }),
      ...router(mlp, { hidden, experts }),
      ...gated(inside(mlp, 'shared_expert'), { hidden, width: fields.count('shared_expert_intermediate_size') }),
      ...matrix(mlp, 'shared_expert_gate', { rows: 1, columns: hidden, role: 'router' }),
    ],
  };
}
