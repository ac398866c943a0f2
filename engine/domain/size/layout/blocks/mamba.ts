/** State space layers: Mamba and Mamba 2. */
import type { ConfigFields } from '../../config/fields.ts';
import type { CacheGroup, Tensor } from '../layout.ts';
import { matrix, type Place, vector } from './place.ts';
import { stateBytes } from './state.ts';

export interface Mamba2Shape {
  readonly hidden: number;
  readonly heads: number;
  readonly headWidth: number;
  readonly groups: number;
  readonly state: number;
  readonly kernel: number;
  readonly bias: boolean;
  readonly convolutionBias: boolean;
  /** The norm before the output; some have none (Falcon-H1). */
  readonly norm: boolean;
}

/** `place`: the mixer's module. */
export function mamba2(place: Place, shape: Mamba2Shape): Tensor[] {
  const { hidden, heads, headWidth, kernel, bias, convolutionBias } = shape;
  const inner = heads * headWidth;
  const convolved = channels(shape);
  return [
    ...matrix(place, 'in_proj', { rows: inner + convolved + heads, columns: hidden, bias }),
    ...matrix(place, 'conv1d', { rows: convolved, columns: kernel, role: 'convolution', bias: convolutionBias }),
    ...['dt_bias', 'A_log', 'D'].flatMap((name) => vector(place, name, heads, 'other')),
    ...(shape.norm ? vector(place, 'norm', inner) : []),
    ...matrix(place, 'out_proj', { rows: hidden, columns: inner, bias }),
  ];
}

export function mamba2Cache(fields: ConfigFields, layers: number, shape: Mamba2Shape): CacheGroup[] {
  if (layers === 0) return [];
  const recurrent = shape.heads * shape.headWidth * shape.state;
  return [{ kind: 'state', layers, bytesPerSequence: 2 * channels(shape) * (shape.kernel - 1) + stateBytes(fields) * recurrent }];
}

export interface Mamba1Shape {
  readonly hidden: number;
  readonly inner: number;
  readonly state: number;
  readonly rank: number;
  readonly kernel: number;
  readonly bias: boolean;
  readonly convolutionBias: boolean;
  /** Norms of time step, B and C (Jamba). */
  readonly norms: boolean;
}

export function mamba1(place: Place, shape: Mamba1Shape): Tensor[] {
  const { hidden, inner, state, rank, kernel, bias, convolutionBias } = shape;
  return [
    ...matrix(place, 'in_proj', { rows: 2 * inner, columns: hidden, bias }),
    ...matrix(place, 'conv1d', { rows: inner, columns: kernel, role: 'convolution', bias: convolutionBias }),
    ...matrix(place, 'x_proj', { rows: rank + 2 * state, columns: inner }),
    ...matrix(place, 'dt_proj', { rows: inner, columns: rank, bias: true }),
    ...matrix(place, 'A_log', { rows: inner, columns: state, role: 'other' }),
    ...vector(place, 'D', inner, 'other'),
    ...(shape.norms
      ? [...vector(place, 'dt_layernorm', rank), ...['b_layernorm', 'c_layernorm'].flatMap((name) => vector(place, name, state))]
      : []),
    ...matrix(place, 'out_proj', { rows: hidden, columns: inner, bias }),
  ];
}

export function mamba1Cache(fields: ConfigFields, layers: number, { inner, state, kernel }: Mamba1Shape): CacheGroup[] {
  if (layers === 0) return [];
  return [{ kind: 'state', layers, bytesPerSequence: 2 * inner * (kernel - 1) + stateBytes(fields) * inner * state }];
}

/** Channels that pass the convolution: the inner ones, B and C. */
function channels({ heads, headWidth, groups, state }: Mamba2Shape): number {
  return heads * headWidth + 2 * groups * state;
}
