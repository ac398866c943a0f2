/** The pieces of vision towers. Quantised checkpoints leave them as they are, so everything here is `vision`. */
import type { ConfigFields } from '../../config/fields.ts';
import { groupedAttention } from '../blocks/attention.ts';
import { gated, plain } from '../blocks/feed-forward.ts';
import { asVision, inside, matrix, norms, type Place, vector } from '../blocks/place.ts';
import type { Tensor } from '../layout.ts';

export interface TowerShape {
  readonly hidden: number;
  readonly width: number;
}

/** What is not said is as CLIP has it: biases everywhere, layer norms, no gate. */
export interface TowerOptions {
  readonly attentionBias?: boolean;
  readonly outputBias?: boolean;
  readonly forwardBias?: boolean;
  readonly gated?: boolean;
  readonly norms?: readonly string[];
  readonly normBias?: boolean;
  /** Widths of the norms of queries and keys. */
  readonly queryNorm?: number;
  readonly queryNormBias?: boolean;
  /** Vectors of the hidden width beside all this: layer scales. */
  readonly vectors?: readonly string[];
  readonly attention?: string;
  readonly joined?: boolean;
}

/** Equal layers of attention and feed-forward. */
export function towerLayers(layers: Place, { hidden, width }: TowerShape, options: TowerOptions = {}): Tensor[] {
  const { attentionBias = true, outputBias = true, forwardBias = true, normBias = true } = options;
  const attention = inside(layers, options.attention ?? 'self_attn');
  const heads = { hidden, heads: 1, keyValueHeads: 1, headWidth: hidden };
  const names = options.joined ? (['qkv', 'proj'] as const) : (['q_proj', 'k_proj', 'v_proj', 'out_proj'] as const);
  const forward = { hidden, width, bias: forwardBias };
  return asVision([
    ...groupedAttention(attention, heads, { bias: attentionBias, outputBias, names }),
    ...(options.gated ? gated(inside(layers, 'mlp'), forward) : plain(inside(layers, 'mlp'), forward, ['fc1', 'fc2'])),
    ...norms(layers, options.norms ?? ['layer_norm1', 'layer_norm2'], { width: hidden, bias: normBias }),
    ...(options.queryNorm ? norms(attention, ['q_norm', 'k_norm'], { width: options.queryNorm, bias: options.queryNormBias }) : []),
    ...(options.vectors ?? []).flatMap((name) => vector(layers, name, hidden)),
  ]);
}

export interface Patch {
  readonly hidden: number;
  readonly bias: boolean;
  /** Values of one patch: channels x height x width (x frames). */
  readonly values: number;
}

/** The convolution that turns a patch of the picture into a vector. */
export function patches(place: Place, name: string, { hidden, values, bias }: Patch): Tensor[] {
  return matrix(place, name, { rows: hidden, columns: values, bias, role: 'vision' });
}

/** A table of vectors: positions, queries. */
export function table(place: Place, name: string, rows: number, columns: number): Tensor[] {
  return matrix(place, name, { rows, columns, role: 'vision' });
}

export function visionLinear(place: Place, name: string, shape: { rows: number; columns: number; bias?: boolean }): Tensor[] {
  return matrix(place, name, { ...shape, role: 'vision' });
}

export function visionNorm(place: Place, name: string, width: number, bias = true): Tensor[] {
  return asVision(norms(place, [name], { width, bias }));
}

/** A side length in pixels; some write it twice, as a list. */
export function side(fields: ConfigFields, field: string): number {
  const list = fields.list(field);
  if (!list) return fields.count(field);
  const [first] = list;
  return typeof first === 'number' && Number.isInteger(first) && first > 0
    ? first
    : fields.problem(`${field} is not a list of whole numbers.`);
}
