/** Conformers: convolution between attention and two halves of a feed-forward, on sound. https://arxiv.org/abs/2005.08100 */
import type { Tensor } from '../layout.ts';
import { groupedAttention } from './attention.ts';
import { plain } from './feed-forward.ts';
import { inside, layersOf, matrix, norms, type Place } from './place.ts';

export interface Conformer {
  readonly hidden: number;
  readonly layers: number;
  readonly width: number;
  readonly kernel: number;
  /** Of the convolutions that shorten the sound by eight. */
  readonly channels: number;
  /** Bands of the spectrum. */
  readonly inputs: number;
}

/** With relative positions, and batch norms whose means and variances are kept beside them. */
export function conformer(place: Place, { hidden, layers: count, width, kernel, channels, inputs }: Conformer): Tensor[] {
  const layers = layersOf(`${place.path}.layers`, count);
  const attention = inside(layers, 'self_attn');
  const convolution = inside(layers, 'conv');
  const whole = { hidden, heads: 1, keyValueHeads: 1, headWidth: hidden };
  return [
    ...subsampling(inside(place, 'subsampling'), { hidden, channels, inputs }),
    ...['feed_forward1', 'feed_forward2'].flatMap((name) =>
      plain(inside(layers, name), { hidden, width, bias: true }, ['linear1', 'linear2']),
    ),
    ...groupedAttention(attention, whole, { bias: true, outputBias: true }),
    ...matrix(attention, 'relative_k_proj', { rows: hidden, columns: hidden }),
    ...['bias_u', 'bias_v'].flatMap((name) => matrix(attention, name, { rows: 1, columns: hidden, role: 'other' })),
    ...matrix(convolution, 'pointwise_conv1', { rows: 2 * hidden, columns: hidden, bias: true, role: 'convolution' }),
    ...matrix(convolution, 'depthwise_conv', { rows: hidden, columns: kernel, bias: true, role: 'convolution' }),
    ...matrix(convolution, 'pointwise_conv2', { rows: hidden, columns: hidden, bias: true, role: 'convolution' }),
    ...norms(convolution, ['norm', 'norm.running'], { width: hidden, bias: true }),
    ...matrix(convolution, 'norm.num_batches_tracked', { rows: 1, columns: 1, role: 'other' }),
    ...norms(layers, ['norm_feed_forward1', 'norm_self_att', 'norm_conv', 'norm_feed_forward2', 'norm_out'], { width: hidden, bias: true }),
  ];
}

/** One full convolution, then two that are separable, and a map from what is left of the bands. */
function subsampling(place: Place, { hidden, channels, inputs }: { hidden: number; channels: number; inputs: number }): Tensor[] {
  const shape = { role: 'convolution', bias: true } as const;
  return [
    ...['0', '2', '5'].flatMap((name) => matrix(place, `layers.${name}`, { ...shape, rows: channels, columns: 9 })),
    ...['3', '6'].flatMap((name) => matrix(place, `layers.${name}`, { ...shape, rows: channels, columns: channels })),
    ...matrix(place, 'linear', { rows: hidden, columns: (channels * inputs) / 8, bias: true }),
  ];
}
