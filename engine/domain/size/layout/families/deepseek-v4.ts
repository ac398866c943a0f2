/**
 * DeepSeek-V4: one wide key-value head, a window in every layer, and beside it entries that stand for 4 or 128 tokens each.
 * https://huggingface.co/deepseek-ai/DeepSeek-V4-Flash, transformers 5.23.0 (models/deepseek_v4)
 */
import type { ConfigFields } from '../../config/fields.ts';
import { contextLimit } from '../blocks/context.ts';
import { gated, routedExperts, router } from '../blocks/feed-forward.ts';
import { ends } from '../blocks/head.ts';
import { inSingle, inside, layersOf, layersWhere, matrix, norms, type Place, root, vector } from '../blocks/place.ts';
import type { Family, Names } from '../family.ts';
import type { Tensor } from '../layout.ts';
import { compressed, compression, type V4Shape, v4Cache, v4Shape } from './deepseek-v4-compression.ts';

export const deepseekV4: Family = (fields) => {
  const shape = v4Shape(fields);
  const ratios = compression(fields, shape.layers);
  const layers = layersOf('layers', shape.layers);
  const extra = layersOf('mtp', fields.wholeOr('num_nextn_predict_layers', 0));
  const { tensors, purpose } = ends(fields, names, { ...shape, tied: false, embedding: 'embed' });
  return {
    purpose,
    tensors: [
      ...tensors,
      ...body(fields, layers, shape),
      ...body(fields, extra, shape),
      ...compressed(fields, layers, { shape, ratios }),
      ...hashed(fields, layers),
      ...prediction(extra, shape),
      ...joining(root, shape),
      ...norms(root, ['norm'], { width: shape.hidden }),
    ],
    cache: purpose === 'generate' ? v4Cache(fields, shape, ratios) : [],
    split: {
      layers: shape.layers,
      attentionHeads: shape.heads,
      keyValueHeads: undefined,
      experts: fields.count('num_experts'),
      expertWidth: fields.count('moe_intermediate_size'),
    },
    contextLimit: contextLimit(fields),
  };
};

/** Its files have names of their own, which exclusion lists use. */
const names: Names = { model: '', head: 'head' };

function body(fields: ConfigFields, layers: Place, shape: V4Shape): Tensor[] {
  if (!layers.layers?.length) return [];
  const { hidden } = shape;
  const mlp = inside(layers, 'ffn');
  const experts = fields.count('num_experts');
  const width = fields.count('moe_intermediate_size');
  return [
    ...attention(inside(layers, 'attn'), shape),
    ...routedExperts(inside(mlp, 'experts'), { hidden, width, experts }),
    ...router(mlp, { hidden, experts }),
    ...gated(inside(mlp, 'shared_experts'), { hidden, width: width * fields.wholeOr('n_shared_experts', 1) }),
    ...norms(layers, ['attn_norm', 'ffn_norm'], { width: hidden }),
    ...['hc_attn', 'hc_ffn'].flatMap((name) => hyperConnection(layers, name, shape)),
  ];
}

function attention(place: Place, { hidden, heads, headWidth, queryRank, outputRank, outputGroups }: V4Shape): Tensor[] {
  return [
    ...matrix(place, 'wq_a', { rows: queryRank, columns: hidden }),
    ...vector(place, 'q_norm', queryRank),
    ...matrix(place, 'wq_b', { rows: heads * headWidth, columns: queryRank }),
    ...matrix(place, 'wkv', { rows: headWidth, columns: hidden }),
    ...vector(place, 'kv_norm', headWidth),
    ...matrix(place, 'wo_a', { rows: outputGroups * outputRank, columns: (heads * headWidth) / outputGroups }),
    ...matrix(place, 'wo_b', { rows: hidden, columns: outputGroups * outputRank }),
    ...inSingle(vector(place, 'attn_sink', heads, 'other')),
  ];
}

/** The first layers choose experts by the token itself, from a table; the others have a balancing bias. */
function hashed(fields: ConfigFields, layers: Place): Tensor[] {
  const first = fields.wholeOr('num_hash_layers', 3);
  const rows = fields.count('vocab_size');
  const byToken = layersWhere(layers, (layer) => layer < first);
  return [
    ...matrix(byToken, 'ffn.gate.tid2eid', { rows, columns: fields.count('num_experts_per_tok'), role: 'router' }).map((each) => ({
      ...each,
      fixedBytes: 8,
    })),
    ...inSingle(
      vector(
        layersWhere(layers, (layer) => layer >= first),
        'ffn.gate.bias',
        fields.count('num_experts'),
        'router',
      ),
    ),
  ];
}

/** Mixing of the residual streams, in fp32. */
function hyperConnection(layers: Place, name: string, { hidden, streams }: V4Shape): Tensor[] {
  const mixes = (2 + streams) * streams;
  return inSingle([
    ...matrix(layers, `${name}_fn`, { rows: mixes, columns: streams * hidden, role: 'other' }),
    ...vector(layers, `${name}_base`, mixes, 'other'),
    ...vector(layers, `${name}_scale`, 3, 'other'),
  ]);
}

function joining(place: Place, { hidden, streams }: V4Shape): Tensor[] {
  return inSingle([
    ...matrix(place, 'hc_head_fn', { rows: streams, columns: streams * hidden, role: 'other' }),
    ...vector(place, 'hc_head_base', streams, 'other'),
    ...vector(place, 'hc_head_scale', 1, 'other'),
  ]);
}

/** Embedding and head are shared with the model; two maps join the states. */
function prediction(layers: Place, shape: V4Shape): Tensor[] {
  if (!layers.layers?.length) return [];
  const { hidden } = shape;
  return [
    ...['e_proj', 'h_proj'].flatMap((name) => matrix(layers, name, { rows: hidden, columns: hidden })),
    ...norms(layers, ['enorm', 'hnorm', 'norm'], { width: hidden }),
    ...joining(layers, shape),
  ];
}
