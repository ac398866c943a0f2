/** Laguna: a gate for each head, more heads where there is a window, a mixture with one shared expert. */
import type { ConfigFields } from '../../config/fields.ts';
import { type AttentionShape, groupedAttention } from '../blocks/attention.ts';
import { decoder } from '../blocks/decoder.ts';
import { type FeedForward, gated, routedExperts, router } from '../blocks/feed-forward.ts';
import { inside, layersWhere, matrix, type Place } from '../blocks/place.ts';
import { type DecoderShape, decoderShape } from '../blocks/shape.ts';
import { type Family, plainNames } from '../family.ts';
import type { Tensor } from '../layout.ts';

/** https://huggingface.co/poolside (modeling_laguna.py), transformers 5.23.0 (models/laguna) */
export const laguna: Family = (fields, names = plainNames) => {
  const shape = decoderShape(fields);
  const heads = headsOf(fields, shape);
  return decoder(fields, names, {
    mixer: (layers) =>
      [...new Set(heads)].flatMap((count) =>
        attention(
          fields,
          layersWhere(layers, (layer) => heads[layer] === count),
          { ...shape, heads: count },
        ),
      ),
    feedForward: (layers, { hidden }) => mixture(fields, layers, hidden),
  });
};

/** As many in every layer where `num_attention_heads_per_layer` is not written. */
function headsOf(fields: ConfigFields, { heads, layers }: DecoderShape): number[] {
  const listed = fields.list('num_attention_heads_per_layer');
  if (listed && !Number.isNaN(layers) && listed.length !== layers)
    fields.problem(`num_attention_heads_per_layer names ${listed.length} layers, but num_hidden_layers is ${layers}.`);
  return Array.from({ length: Number.isFinite(layers) ? layers : 0 }, (_, layer) => wholeOr(listed?.[layer], heads));
}

function wholeOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : otherwise;
}

function attention(fields: ConfigFields, layers: Place, shape: AttentionShape): Tensor[] {
  const place = inside(layers, 'self_attn');
  const bias = fields.flag('attention_bias', false);
  const rows = fields.raw('gating') === 'per-element' ? shape.heads * shape.headWidth : shape.heads;
  const gate = fields.raw('gating') === false ? [] : matrix(place, 'g_proj', { rows, columns: shape.hidden });
  return [...groupedAttention(place, shape, { bias, norm: 'head' }), ...gate];
}

function mixture(fields: ConfigFields, layers: Place, hidden: number): FeedForward {
  const types = fields.list('mlp_layer_types');
  const isSparse = (layer: number) => (types ? types[layer] === 'sparse' : layer > 0);
  const dense = inside(
    layersWhere(layers, (layer) => !isSparse(layer)),
    'mlp',
  );
  const mlp = inside(layersWhere(layers, isSparse), 'mlp');
  const experts = fields.count('num_experts');
  const width = fields.count('moe_intermediate_size');
  return {
    experts,
    expertWidth: width,
    tensors: [
      ...(dense.layers?.length ? gated(dense, { hidden, width: fields.count('intermediate_size') }) : []),
      ...routedExperts(inside(mlp, 'experts'), { hidden, width, experts }),
      ...router(mlp, { hidden, experts, correction: 'gate.e_score_correction_bias' }),
      ...gated(inside(mlp, 'shared_experts'), { hidden, width: fields.countOr('shared_expert_intermediate_size', width) }),
    ],
  };
}
