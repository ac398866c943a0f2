/** The compressed attention of DeepSeek-V4: what its compressors weigh, and what its layers keep for a sequence. */
import type { ConfigFields } from '../../config/fields.ts';
import { inside, layersWhere, matrix, type Place, vector } from '../blocks/place.ts';
import type { CacheGroup, Tensor } from '../layout.ts';

export interface V4Shape {
  readonly hidden: number;
  readonly layers: number;
  readonly heads: number;
  readonly headWidth: number;
  readonly vocabulary: number;
  readonly queryRank: number;
  readonly outputRank: number;
  readonly outputGroups: number;
  /** Residual streams (hyper-connections). */
  readonly streams: number;
}

export function v4Shape(fields: ConfigFields): V4Shape {
  return {
    hidden: fields.count('hidden_size'),
    layers: fields.count('num_hidden_layers'),
    heads: fields.count('num_attention_heads'),
    headWidth: fields.count('head_dim'),
    vocabulary: fields.count('vocab_size'),
    queryRank: fields.count('q_lora_rank'),
    outputRank: fields.count('o_lora_rank'),
    outputGroups: fields.count('o_groups'),
    streams: fields.countOr('hc_mult', 4),
  };
}

/** How many tokens an entry of each layer stands for: 0 (a window alone), 4 or 128. The list may go on for prediction layers. */
export function compression(fields: ConfigFields, layers: number): number[] {
  const ratios = fields.list('compress_ratios');
  if (ratios) {
    if (ratios.length < layers || ratios.some((ratio) => typeof ratio !== 'number' || ratio < 0)) {
      fields.problem(`compress_ratios names ${ratios.length} layers, but num_hidden_layers is ${layers}.`);
    }
    return ratios.slice(0, layers).map((ratio) => (typeof ratio === 'number' ? ratio : 0));
  }
  const types = fields.perLayer('layer_types', layers);
  if (!types) fields.problem('compress_ratios is missing.');
  return (types ?? []).map((type) => ({ compressed_sparse_attention: 4, heavily_compressed_attention: 128 })[type] ?? 0);
}

export function compressed(
  fields: ConfigFields,
  layers: Place,
  { shape, ratios }: { shape: V4Shape; ratios: readonly number[] },
): Tensor[] {
  const { hidden, headWidth, queryRank } = shape;
  const width = fields.count('index_head_dim');
  const heads = fields.count('index_n_heads');
  const at = (ratio: number) =>
    inside(
      layersWhere(layers, (layer) => ratios[layer] === ratio),
      'attn',
    );
  return [...new Set(ratios)]
    .filter((ratio) => ratio > 0)
    .flatMap((ratio) => {
      const sparse = ratio < 128;
      const index = inside(at(ratio), 'indexer');
      return [
        ...compressor(inside(at(ratio), 'compressor'), { hidden, width: headWidth, ratio, overlapping: sparse }),
        ...(sparse
          ? [
              ...compressor(inside(index, 'compressor'), { hidden, width, ratio, overlapping: true }),
              ...matrix(index, 'wq_b', { rows: heads * width, columns: queryRank }),
              ...matrix(index, 'weights_proj', { rows: heads, columns: hidden, role: 'other' }),
            ]
          : []),
      ];
    });
}

interface Compressor {
  readonly hidden: number;
  readonly width: number;
  readonly ratio: number;
  /** Each entry also looks at the tokens of the one before. */
  readonly overlapping: boolean;
}

function compressor(place: Place, { hidden, width, ratio, overlapping }: Compressor): Tensor[] {
  const rows = overlapping ? 2 * width : width;
  return [
    ...matrix(place, 'ape', { rows: ratio, columns: rows, role: 'other' }),
    ...['wkv', 'wgate'].flatMap((name) => matrix(place, name, { rows, columns: hidden })),
    ...vector(place, 'norm', width),
  ];
}

/** Keys and values are the same vector. The window is kept in every layer, entries of 4 tokens with an FP8 index key each. */
export function v4Cache(fields: ConfigFields, { headWidth, layers }: V4Shape, ratios: readonly number[]): CacheGroup[] {
  const window = fields.countOr('sliding_window', 128);
  const entries = [...new Set(ratios)].filter((ratio) => ratio > 0);
  const count = (ratio: number) => ratios.filter((each) => each === ratio).length;
  return [
    { kind: 'sliding', layers, heads: 1, keyWidth: headWidth, valueWidth: 0, window },
    ...entries.map((ratio) => ({ kind: 'latent', layers: count(ratio), width: headWidth / ratio }) as const),
    ...entries
      .filter((ratio) => ratio < 128)
      .map((ratio) => ({ kind: 'index', layers: count(ratio), bytesPerToken: fields.count('index_head_dim') / ratio }) as const),
  ];
}
