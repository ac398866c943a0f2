/** MiniMax-M3: dense layers first, then experts beside a shared one, chosen in fp32; most layers choose blocks of the past with an index. */
import type { ConfigFields } from '../../config/fields.ts';
import { keyValueCache, layerKinds } from '../blocks/cache.ts';
import { decoder } from '../blocks/decoder.ts';
import { type FeedForward, gated, routedExperts, router } from '../blocks/feed-forward.ts';
import { inSingle, inside, layersWhere, matrix, type Place, vector } from '../blocks/place.ts';
import { type Family, plainNames } from '../family.ts';
import type { CacheGroup, Tensor } from '../layout.ts';

export const minimaxM3: Family = (fields, names = plainNames) => {
  const index = indexOf(fields);
  const norm = fields.flag('use_qk_norm', true) ? (fields.text('qk_norm_type') === 'per_layer' ? 'all' : 'head') : undefined;
  return decoder(fields, names, {
    attention: { norm },
    feedForward: (layers, { hidden }) => mixture(fields, layers, hidden),
    extra: (layers, { hidden }) => indexer(index, inside(layersWhere(layers, index.has), 'self_attn'), hidden),
    cache: (shape) => {
      const kinds = layerKinds(fields, shape.layers);
      return [...keyValueCache(kinds, shape), ...indexCache(index, kinds.filter((_, layer) => index.has(layer)).length)];
    },
  });
};

interface Index {
  readonly has: (layer: number) => boolean;
  readonly width: number;
  readonly heads: number;
}

/** `sparse_attention_config` lists its layers as 1; newer configs name them in `layer_types`. */
function indexOf(fields: ConfigFields): Index {
  const sparse = fields.nested('sparse_attention_config');
  const types = fields.list('layer_types');
  if (!sparse?.flag('use_sparse_attention', true)) {
    const has = (layer: number) => types?.[layer] === 'minimax_m3_sparse';
    return { has, width: fields.countOr('index_head_dim', 128), heads: fields.countOr('index_n_heads', 4) };
  }
  const frequency = sparse.list('sparse_attention_freq');
  return {
    has: (layer) => frequency?.[layer] === 1,
    width: sparse.count('sparse_index_dim'),
    heads: sparse.count('sparse_num_index_heads'),
  };
}

function mixture(fields: ConfigFields, layers: Place, hidden: number): FeedForward {
  const frequency = fields.list('moe_layer_freq');
  const first = fields.wholeOr('first_k_dense_replace', 0);
  const types = fields.list('mlp_layer_types');
  const isSparse = (layer: number) => (types ? types[layer] === 'sparse' : frequency ? frequency[layer] === 1 : layer >= first);
  const dense = inside(
    layersWhere(layers, (layer) => !isSparse(layer)),
    'mlp',
  );
  const sparse = inside(layersWhere(layers, isSparse), 'block_sparse_moe');
  const experts = fields.count('num_experts');
  const expertWidth = fields.count('intermediate_size');
  const shared = fields.countOr('shared_intermediate_size', 0) * fields.wholeOr('n_shared_experts', 1);
  const correction = fields.flag('use_routing_bias', true) ? 'e_score_correction_bias' : undefined;
  return {
    experts,
    expertWidth,
    tensors: [
      ...(dense.layers?.length ? gated(dense, { hidden, width: fields.count('dense_intermediate_size') }) : []),
      ...routedExperts(inside(sparse, 'experts'), { hidden, width: expertWidth, experts }, ['w1', 'w3', 'w2']),
      ...inSingle(router(sparse, { hidden, experts, correction })),
      ...(shared > 0 ? gated(inside(sparse, 'shared_experts'), { hidden, width: shared }) : []),
    ],
  };
}

function indexer({ width, heads }: Index, place: Place, hidden: number): Tensor[] {
  if (!place.layers?.length) return [];
  return [
    ...matrix(place, 'index_q_proj', { rows: heads * width, columns: hidden }),
    ...matrix(place, 'index_k_proj', { rows: width, columns: hidden }),
    ...['index_q_norm', 'index_k_norm'].flatMap((name) => vector(place, name, width)),
  ];
}

/** Index keys, in 16 bits. */
function indexCache({ width }: Index, layers: number): CacheGroup[] {
  return layers > 0 ? [{ kind: 'index', layers, bytesPerToken: 2 * width }] : [];
}
