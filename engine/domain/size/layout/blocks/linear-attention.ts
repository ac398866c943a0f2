/** Gated delta nets (Qwen3-Next and 3.5): attention that keeps one matrix for each head instead of every token. */
import type { ConfigFields } from '../../config/fields.ts';
import type { CacheGroup, Tensor } from '../layout.ts';
import { matrix, type Place, vector } from './place.ts';
import { stateBytes } from './state.ts';

export interface DeltaShape {
  readonly hidden: number;
  readonly keyHeads: number;
  readonly valueHeads: number;
  readonly keyWidth: number;
  readonly valueWidth: number;
  readonly kernel: number;
}

export function deltaShape(fields: ConfigFields, hidden: number): DeltaShape {
  return {
    hidden,
    keyHeads: fields.count('linear_num_key_heads'),
    valueHeads: fields.count('linear_num_value_heads'),
    keyWidth: fields.count('linear_key_head_dim'),
    valueWidth: fields.count('linear_value_head_dim'),
    kernel: fields.countOr('linear_conv_kernel_dim', 4),
  };
}

/** `joined`: Qwen3-Next keeps queries, keys, values and gate in one map, Qwen3.5 in two. */
export function deltaNet(place: Place, shape: DeltaShape, joined: boolean): Tensor[] {
  const { hidden, valueHeads, valueWidth, kernel } = shape;
  const values = valueHeads * valueWidth;
  const mixed = convolved(shape);
  const input = joined
    ? [
        ...matrix(place, 'in_proj_qkvz', { rows: mixed + values, columns: hidden }),
        ...matrix(place, 'in_proj_ba', { rows: 2 * valueHeads, columns: hidden }),
      ]
    : [
        ...matrix(place, 'in_proj_qkv', { rows: mixed, columns: hidden }),
        ...matrix(place, 'in_proj_z', { rows: values, columns: hidden }),
        ...['in_proj_b', 'in_proj_a'].flatMap((name) => matrix(place, name, { rows: valueHeads, columns: hidden })),
      ];
  return [
    ...input,
    ...matrix(place, 'conv1d', { rows: mixed, columns: kernel, role: 'convolution' }),
    ...['dt_bias', 'A_log'].flatMap((name) => vector(place, name, valueHeads, 'other')),
    ...vector(place, 'norm', valueWidth),
    ...matrix(place, 'out_proj', { rows: hidden, columns: values }),
  ];
}

/** What a sequence holds in one such layer, whatever its length. */
export function deltaCache(fields: ConfigFields, layers: number, shape: DeltaShape): CacheGroup[] {
  if (layers === 0) return [];
  const recurrent = shape.valueHeads * shape.keyWidth * shape.valueWidth;
  return [{ kind: 'state', layers, bytesPerSequence: 2 * convolved(shape) * (shape.kernel - 1) + stateBytes(fields) * recurrent }];
}

/** Channels that pass the convolution: queries, keys and values. */
function convolved({ keyHeads, keyWidth, valueHeads, valueWidth }: DeltaShape): number {
  return 2 * keyHeads * keyWidth + valueHeads * valueWidth;
}
