/** The vision towers of Kimi K2.5 and K3 (MoonViT), with their projectors. */
import type { ConfigFields } from '../../config/fields.ts';
import { groupedAttention } from '../blocks/attention.ts';
import { plain } from '../blocks/feed-forward.ts';
import { asVision, inside, layersOf, norms, type Place } from '../blocks/place.ts';
import type { Tensor } from '../layout.ts';
import { patches, table, visionLinear, visionNorm } from './transformer.ts';

interface Moon {
  readonly hidden: number;
  readonly width: number;
  /** Width of queries, of keys and of values. */
  readonly inner: number;
  readonly bias: boolean;
  readonly normBias: boolean;
  readonly place: Place;
  readonly projector: Place;
}

/** K2.5: biases everywhere, layer norms. */
export function moonTower(given: ConfigFields, text: number): Tensor[] {
  const fields = renamed(given);
  const hidden = fields.count('hidden_size');
  const moon = { hidden, inner: hidden, width: fields.count('intermediate_size'), bias: true, normBias: true, ...places };
  const merged = hidden * merging(fields);
  return [
    ...body(fields, moon),
    ...visionNorm(moon.projector, 'pre_norm', hidden),
    ...visionLinear(moon.projector, 'proj.0', { rows: merged, columns: merged, bias: true }),
    ...visionLinear(moon.projector, 'proj.2', { rows: fields.countOr('text_hidden_size', text), columns: merged, bias: true }),
  ];
}

/** K3: no biases, RMS norms, queries wider than the states. */
export function moonTower3(given: ConfigFields, text: number): Tensor[] {
  const fields = renamed(given);
  const hidden = fields.count('hidden_size');
  const inner = fields.countOr('qkv_hidden_size', hidden);
  const moon = {
    hidden,
    inner,
    width: fields.count('intermediate_size'),
    bias: fields.flag('linear_bias', false),
    normBias: false,
    ...places,
  };
  const merged = fields.countOr('mm_hidden_size', hidden) * merging(fields);
  const rows = fields.countOr('text_hidden_size', text);
  return [
    ...body(fields, moon),
    ...visionLinear(moon.projector, 'proj.0', { rows: merged, columns: merged }),
    ...visionLinear(moon.projector, 'proj.2', { rows, columns: merged }),
    ...visionNorm(moon.projector, 'post_norm', rows, false),
  ];
}

const places = { place: { path: 'vision_tower' }, projector: { path: 'mm_projector' } };

/** The published configs put vt_ before the names that others have. */
function renamed(fields: ConfigFields): ConfigFields {
  return fields.withDefaults({
    hidden_size: fields.raw('vt_hidden_size'),
    intermediate_size: fields.raw('vt_intermediate_size'),
    num_hidden_layers: fields.raw('vt_num_hidden_layers'),
    pos_emb_height: fields.raw('init_pos_emb_height'),
    pos_emb_width: fields.raw('init_pos_emb_width'),
  });
}

function body(fields: ConfigFields, { hidden, width, inner, bias, normBias, place }: Moon): Tensor[] {
  const patch = fields.countOr('patch_size', 14);
  const layers = layersOf(`${place.path}.encoder.blocks`, fields.count('num_hidden_layers'));
  const heads = { hidden, heads: 1, keyValueHeads: 1, headWidth: inner };
  return [
    ...patches(place, 'patch_embed.proj', { hidden, values: 3 * patch * patch, bias }),
    ...table(place, 'patch_embed.pos_emb', fields.countOr('pos_emb_height', 64) * fields.countOr('pos_emb_width', 64), hidden),
    ...asVision([
      ...groupedAttention(layers, heads, { bias, outputBias: bias, names: ['wqkv', 'wo'] }),
      ...plain(inside(layers, 'mlp'), { hidden, width, bias }, ['fc0', 'fc1']),
      ...norms(layers, ['norm0', 'norm1'], { width: hidden, bias: normBias }),
    ]),
    ...visionNorm(place, 'encoder.final_layernorm', hidden, normBias),
  ];
}

/** How many patches become one. */
function merging(fields: ConfigFields): number {
  const [height, width] = fields.list('merge_kernel_size') ?? [2, 2];
  return typeof height === 'number' && typeof width === 'number' ? height * width : fields.problem('merge_kernel_size is not two numbers.');
}
