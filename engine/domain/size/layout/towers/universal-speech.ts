/** The ears of Gemma 3n and 4: a conformer on sound that two convolutions have shortened by four (Universal Speech Model). */
import { groupedAttention } from '../blocks/attention.ts';
import { plain } from '../blocks/feed-forward.ts';
import { asVision, inside, layersOf, matrix, norms, type Place, vector } from '../blocks/place.ts';
import type { Tensor } from '../layout.ts';

export interface UniversalSpeech {
  readonly hidden: number;
  readonly layers: number;
  readonly heads: number;
  readonly kernel: number;
  /** Gemma 4 keeps the range of each map's inputs and outputs, four numbers. */
  readonly clipped: boolean;
}

export function universalSpeech(place: Place, { hidden, layers: count, heads, kernel, clipped }: UniversalSpeech): Tensor[] {
  const layers = layersOf(`${place.path}.layers`, count);
  const attention = inside(layers, 'self_attn');
  const convolution = inside(layers, 'lconv1d');
  const whole = { hidden, heads: 1, keyValueHeads: 1, headWidth: hidden };
  return asVision([
    ...subsampling(inside(place, 'subsample_conv_projection'), hidden),
    ...['feed_forward1', 'feed_forward2'].flatMap((name) => halfStep(inside(layers, name), hidden)),
    ...groupedAttention(attention, whole, { names: ['q_proj', 'k_proj', 'v_proj', 'post'] }),
    ...matrix(attention, 'relative_k_proj', { rows: hidden, columns: hidden }),
    ...vector(attention, 'per_dim_scale', hidden / heads),
    ...matrix(convolution, 'linear_start', { rows: 2 * hidden, columns: hidden }),
    ...matrix(convolution, 'linear_end', { rows: hidden, columns: hidden }),
    ...matrix(convolution, 'depthwise_conv1d', { rows: hidden, columns: kernel }),
    ...norms(convolution, ['pre_layer_norm', 'conv_norm'], { width: hidden }),
    ...norms(layers, ['norm_pre_attn', 'norm_post_attn', 'norm_out'], { width: hidden }),
    ...(clipped ? matrix(layers, 'ranges', { rows: 10, columns: 4 }) : []),
  ]);
}

function halfStep(place: Place, hidden: number): Tensor[] {
  return [
    ...plain(place, { hidden, width: 4 * hidden }, ['ffw_layer_1', 'ffw_layer_2']),
    ...norms(place, ['pre_layer_norm', 'post_layer_norm'], { width: hidden }),
  ];
}

/** 128 bands in, 32 channels of 32 bands out. */
function subsampling(place: Place, hidden: number): Tensor[] {
  return [
    ...matrix(place, 'layer0.conv', { rows: 128, columns: 9 }),
    ...matrix(place, 'layer1.conv', { rows: 32, columns: 9 * 128 }),
    ...vector(place, 'layer0.norm', 128),
    ...vector(place, 'layer1.norm', 32),
    ...matrix(place, 'input_proj_linear', { rows: hidden, columns: 1024 }),
  ];
}
