/** Multi-head latent attention (DeepSeek-V2 and after): keys and values through one low-rank latent. */
import type { ConfigFields } from '../../config/fields.ts';
import type { CacheGroup, Tensor } from '../layout.ts';
import { inside, matrix, norms, type Place, vector } from './place.ts';

export interface LatentShape {
  readonly hidden: number;
  readonly heads: number;
  /** Undefined: queries are not compressed (DeepSeek-V2-Lite). */
  readonly queryRank: number | undefined;
  readonly latent: number;
  readonly rope: number;
  readonly nope: number;
  readonly value: number;
}

export function latentShape(fields: ConfigFields, { hidden, heads }: { hidden: number; heads: number }): LatentShape {
  return {
    hidden,
    heads,
    queryRank: fields.countOr('q_lora_rank', undefined),
    latent: fields.count('kv_lora_rank'),
    rope: fields.count('qk_rope_head_dim'),
    nope: fields.count('qk_nope_head_dim'),
    value: fields.count('v_head_dim'),
  };
}

/** `place`: the attention module, `model.layers.*.self_attn`. */
export function latentAttention(place: Place, shape: LatentShape, bias = false): Tensor[] {
  const { hidden, heads, latent, rope, nope, value } = shape;
  return [
    ...queries(place, shape, bias),
    ...matrix(place, 'kv_a_proj_with_mqa', { rows: latent + rope, columns: hidden, bias }),
    ...vector(place, 'kv_a_layernorm', latent),
    ...matrix(place, 'kv_b_proj', { rows: heads * (nope + value), columns: latent }),
    ...matrix(place, 'o_proj', { rows: hidden, columns: heads * value, bias }),
  ];
}

/** One latent a token, for all heads. */
export function latentCache(layers: number, { latent, rope }: LatentShape): CacheGroup[] {
  return [{ kind: 'latent', layers, width: latent + rope }];
}

/** The lightning indexer of sparse attention (DeepSeek-V3.2). `place`: the attention module. */
export function indexer(place: Place, fields: ConfigFields, shape: LatentShape): Tensor[] {
  const width = fields.count('index_head_dim');
  const heads = fields.count('index_n_heads');
  const at = inside(place, 'indexer');
  return [
    ...matrix(at, 'wq_b', { rows: heads * width, columns: shape.queryRank ?? shape.hidden }),
    ...matrix(at, 'wk', { rows: width, columns: shape.hidden }),
    ...norms(at, ['k_norm'], { width, bias: true }),
    ...matrix(at, 'weights_proj', { rows: heads, columns: shape.hidden, role: 'other' }),
  ];
}

/** Index keys of one layer, in FP8: a byte for each of `index_head_dim`. */
export function indexCache(layers: number, fields: ConfigFields): CacheGroup[] {
  return layers > 0 ? [{ kind: 'index', layers, bytesPerToken: fields.count('index_head_dim') }] : [];
}

function queries(place: Place, { hidden, heads, queryRank, nope, rope }: LatentShape, bias: boolean): Tensor[] {
  const rows = heads * (nope + rope);
  if (queryRank === undefined) return matrix(place, 'q_proj', { rows, columns: hidden });
  return [
    ...matrix(place, 'q_a_proj', { rows: queryRank, columns: hidden, bias }),
    ...vector(place, 'q_a_layernorm', queryRank),
    ...matrix(place, 'q_b_proj', { rows, columns: queryRank }),
  ];
}
