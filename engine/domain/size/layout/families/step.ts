/** Step 3.5 and 3.7: a gate for each head, more heads where there is a window, experts after the first layers. */
import type { ConfigFields } from '../../config/fields.ts';
import { type AttentionShape, groupedAttention } from '../blocks/attention.ts';
import { keyValueCache, type LayerKind, layerKinds, slidingWindow } from '../blocks/cache.ts';
import { decoder } from '../blocks/decoder.ts';
import { type FeedForward, gated, routedExperts, router } from '../blocks/feed-forward.ts';
import { inside, layersOf, layersWhere, matrix, norms, type Place } from '../blocks/place.ts';
import { decoderShape } from '../blocks/shape.ts';
import { type Family, plainNames } from '../family.ts';
import type { Tensor } from '../layout.ts';

/** https://huggingface.co/stepfun-ai/Step-3.5-Flash, vLLM (step3p5.py, step3p5_mtp.py) */
export const step3p5: Family = (fields, names = plainNames) => {
  const shape = decoderShape(fields.withDefaults({ num_key_value_heads: fields.raw('num_attention_groups') }));
  const windowed = windowedShape(fields, shape);
  const predicting = fields.wholeOr('num_nextn_predict_layers', 0);
  const kinds = kindsOf(fields, shape.layers + predicting);
  const extra = layersOf(`${names.model}.layers`, shape.layers + predicting, shape.layers);
  const mixing = (layers: Place) => [
    ...attention(
      layersWhere(layers, (layer) => kinds[layer] !== 'sliding'),
      shape,
    ),
    ...attention(
      layersWhere(layers, (layer) => kinds[layer] === 'sliding'),
      windowed,
    ),
  ];
  return decoder(fields, names, {
    shape,
    mixer: mixing,
    feedForward: (layers, { hidden }) => mixture(fields, layers, hidden),
    extra: (_, { hidden, vocabulary }) => [...mixing(extra), ...prediction(fields, extra, { hidden, vocabulary })],
    cache: () => {
      const kept = kinds.slice(0, shape.layers);
      return [
        ...keyValueCache(
          kept.filter((kind) => kind === 'full'),
          shape,
        ),
        ...keyValueCache(
          kept.filter((kind) => kind === 'sliding'),
          windowed,
          slidingWindow(fields),
        ),
      ];
    },
  });
};

/** `layer_types` may go on for the prediction layers. */
function kindsOf(fields: ConfigFields, count: number): LayerKind[] {
  const said = fields.list('layer_types');
  if (!said) return layerKinds(fields, count);
  return Array.from({ length: Number.isFinite(count) ? count : 0 }, (_, layer) => (said[layer] === 'full_attention' ? 'full' : 'sliding'));
}

function windowedShape(fields: ConfigFields, shape: AttentionShape): AttentionShape {
  const other = fields.nested('attention_other_setting');
  if (!other) return { ...shape, heads: fields.countOr('num_sliding_attention_heads', shape.heads) };
  return {
    ...shape,
    heads: other.countOr('num_attention_heads', shape.heads),
    keyValueHeads: other.countOr('num_attention_groups', shape.keyValueHeads),
    headWidth: other.countOr('head_dim', shape.headWidth),
  };
}

function attention(layers: Place, shape: AttentionShape): Tensor[] {
  if (!layers.layers?.length) return [];
  const place = inside(layers, 'self_attn');
  return [...groupedAttention(place, shape, { norm: 'head' }), ...matrix(place, 'g_proj', { rows: shape.heads, columns: shape.hidden })];
}

function mixture(fields: ConfigFields, layers: Place, hidden: number): FeedForward {
  const sparseLayers = sparsity(fields);
  const sparse = layersWhere(layers, sparseLayers);
  const experts = fields.count('num_experts');
  const width = fields.count('moe_intermediate_size');
  const shared = fields.countOr('shared_expert_intermediate_size', width);
  const moe = inside(sparse, 'moe');
  const correction = fields.flag('use_moe_router_bias', true) ? 'router_bias' : undefined;
  return {
    experts,
    expertWidth: width,
    tensors: [
      ...gated(
        inside(
          layersWhere(layers, (layer) => !sparseLayers(layer)),
          'mlp',
        ),
        { hidden, width: fields.count('intermediate_size') },
      ),
      ...routedExperts(inside(moe, 'experts'), { hidden, width, experts }),
      ...router(moe, { hidden, experts, correction }),
      ...gated(inside(sparse, 'share_expert'), { hidden, width: shared }),
    ],
  };
}

/** `moe_layers_enum` lists them as text, newer configs in words; else the first are dense. */
function sparsity(fields: ConfigFields): (layer: number) => boolean {
  const listed = fields.text('moe_layers_enum');
  if (listed !== undefined) {
    const layers = new Set(listed.split(',').map(Number));
    return (layer) => layers.has(layer);
  }
  const types = fields.list('mlp_layer_types');
  if (types) return (layer) => types[layer] === 'sparse';
  const first = fields.wholeOr('first_k_dense_replace', 0);
  return (layer) => layer >= first;
}

/** Dense blocks; each with a head of its own. */
function prediction(fields: ConfigFields, layers: Place, { hidden, vocabulary }: { hidden: number; vocabulary: number }): Tensor[] {
  if (!layers.layers?.length) return [];
  return [
    ...gated(inside(layers, 'mlp'), { hidden, width: fields.count('intermediate_size') }),
    ...matrix(layers, 'eh_proj', { rows: hidden, columns: 2 * hidden }),
    ...matrix(layers, 'transformer.shared_head.output', { rows: vocabulary, columns: hidden, role: 'head' }),
    ...norms(layers, ['enorm', 'hnorm', 'transformer.shared_head.norm', 'input_layernorm', 'post_attention_layernorm'], { width: hidden }),
  ];
}
