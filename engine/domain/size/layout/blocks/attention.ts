/** Grouped attention: queries, keys, values and output. */
import type { Tensor } from '../layout.ts';
import { matrix, type Place, vector } from './place.ts';

export interface AttentionShape {
  readonly hidden: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headWidth: number;
  /** Width of a value head where it differs from that of a key. */
  readonly valueWidth?: number | undefined;
}

export interface AttentionOptions {
  /** Bias of queries, keys and values. */
  readonly bias?: boolean | undefined;
  readonly outputBias?: boolean | undefined;
  /** Norms of queries and keys: one of the width of a head, or over all heads. */
  readonly norm?: 'head' | 'all' | undefined;
  readonly normNames?: readonly [string, string] | undefined;
  /** Queries are twice as many, the other half a gate (Qwen3-Next). */
  readonly gated?: boolean | undefined;
  /** Names of the four maps, or of the joined first and the output. */
  readonly names?: readonly [string, string, string, string] | readonly [string, string] | undefined;
}

const names = ['q_proj', 'k_proj', 'v_proj', 'o_proj'] as const;

/** `place`: the attention module itself, `model.layers.*.self_attn`. */
export function groupedAttention(place: Place, shape: AttentionShape, options: AttentionOptions = {}): Tensor[] {
  return [...maps(place, shape, options), ...queryAndKeyNorms(place, shape, options)];
}

function maps(place: Place, shape: AttentionShape, options: AttentionOptions): Tensor[] {
  const { hidden, heads, keyValueHeads, headWidth, valueWidth = headWidth } = shape;
  const { bias, outputBias } = options;
  const queries = heads * headWidth * (options.gated ? 2 : 1);
  const keys = keyValueHeads * headWidth;
  const values = keyValueHeads * valueWidth;
  const called = options.names ?? names;
  const output = matrix(place, called[called.length - 1] ?? '', { rows: hidden, columns: heads * valueWidth, bias: outputBias });
  if (called.length === 2) return [...matrix(place, called[0], { rows: queries + keys + values, columns: hidden, bias }), ...output];
  return [
    ...matrix(place, called[0], { rows: queries, columns: hidden, bias }),
    ...matrix(place, called[1], { rows: keys, columns: hidden, bias }),
    ...matrix(place, called[2], { rows: values, columns: hidden, bias }),
    ...output,
  ];
}

function queryAndKeyNorms(place: Place, shape: AttentionShape, { norm, normNames = ['q_norm', 'k_norm'] }: AttentionOptions): Tensor[] {
  if (!norm) return [];
  const { heads, keyValueHeads, headWidth } = shape;
  return [
    ...vector(place, normNames[0], norm === 'head' ? headWidth : heads * headWidth),
    ...vector(place, normNames[1], norm === 'head' ? headWidth : keyValueHeads * headWidth),
  ];
}
