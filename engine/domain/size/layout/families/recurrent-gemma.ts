/** RecurrentGemma (Griffin): two layers with a linear recurrence, then one of local attention. */
import type { ConfigFields } from '../../config/fields.ts';
import { groupedAttention } from '../blocks/attention.ts';
import { keyValueCache, type LayerKind } from '../blocks/cache.ts';
import { decoder } from '../blocks/decoder.ts';
import { dense, gated } from '../blocks/feed-forward.ts';
import { inside, layersWhere, matrix, type Place, vector } from '../blocks/place.ts';
import { decoderShape } from '../blocks/shape.ts';
import { type Family, plainNames } from '../family.ts';
import type { CacheGroup, Tensor } from '../layout.ts';

/** `block_types` is repeated over the layers; `intermediate_size` counts gate and up. https://arxiv.org/abs/2402.19427 */
export const recurrentGemma: Family = (fields, names = plainNames) => {
  const shape = decoderShape(fields);
  const pattern = fields.texts('block_types') ?? ['recurrent', 'recurrent', 'attention'];
  const count = Number.isFinite(shape.layers) ? shape.layers : 0;
  const kinds = Array.from(
    { length: count },
    (_, layer): LayerKind => (pattern[layer % pattern.length] === 'attention' ? 'sliding' : 'none'),
  );
  const at = (layers: Place, kind: LayerKind) =>
    inside(
      layersWhere(layers, (layer) => kinds[layer] === kind),
      'temporal_block',
    );
  const width = fields.countOr('lru_width', shape.hidden);
  const kernel = fields.countOr('conv1d_width', 4);
  const recurrent = kinds.filter((kind) => kind === 'none').length;
  return decoder(fields, names, {
    tied: true,
    norms: ['temporal_pre_norm', 'channel_pre_norm'],
    finalNorm: 'final_norm',
    mixer: (layers) => [
      ...groupedAttention(at(layers, 'sliding'), shape, { bias: fields.flag('attention_bias', false), outputBias: true }),
      ...recurrence(at(layers, 'none'), { hidden: shape.hidden, heads: shape.heads, width, kernel }),
    ],
    feedForward: (layers, { hidden }) => dense(gated(inside(layers, 'mlp_block'), { hidden, width: halfWidth(fields), bias: true })),
    cache: () => [...keyValueCache(kinds, shape, fields.countOr('attention_window_size', 2048)), ...state(recurrent, width, kernel)],
  });
};

function halfWidth(fields: ConfigFields): number {
  const both = fields.count('intermediate_size');
  return both % 2 === 0 || Number.isNaN(both) ? both / 2 : fields.problem(`intermediate_size is ${both}, not an even number.`);
}

interface Recurrence {
  readonly hidden: number;
  readonly heads: number;
  readonly width: number;
  readonly kernel: number;
}

/** Two gates, each a square for every head. */
function recurrence(place: Place, { hidden, heads, width, kernel }: Recurrence): Tensor[] {
  const head = width / heads;
  return [
    ...['linear_y', 'linear_x'].flatMap((name) => matrix(place, name, { rows: width, columns: hidden, bias: true })),
    ...matrix(place, 'linear_out', { rows: hidden, columns: width, bias: true }),
    ...matrix(place, 'conv_1d', { rows: width, columns: kernel, bias: true, role: 'convolution' }),
    ...['input_gate', 'recurrent_gate'].flatMap((name) =>
      matrix(place, `rg_lru.${name}`, { rows: width, columns: head, bias: true, role: 'other' }),
    ),
    ...vector(place, 'rg_lru.recurrent_param', width, 'other'),
  ];
}

/** One vector in fp32, and the last inputs of the convolution. */
function state(layers: number, width: number, kernel: number): CacheGroup[] {
  return layers > 0 ? [{ kind: 'state', layers, bytesPerSequence: 4 * width + 2 * width * (kernel - 1) }] : [];
}
