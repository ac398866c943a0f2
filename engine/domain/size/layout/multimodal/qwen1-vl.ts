/** Qwen-VL, the first: OpenCLIP's bigG and a resampler in front of Qwen 1. */
import type { ConfigFields } from '../../config/fields.ts';
import { layersOf } from '../blocks/place.ts';
import { qwen } from '../families/older-chinese.ts';
import type { Family } from '../family.ts';
import { withTensors } from '../inner-text.ts';
import type { Tensor } from '../layout.ts';
import { attending } from '../towers/resampler.ts';
import { patches, side, table, towerLayers, visionNorm } from '../towers/transformer.ts';

/** Qwen 1 with or without `visual`. https://huggingface.co/Qwen/Qwen-VL-Chat (visual.py) */
export const qwen1: Family = (fields, names) => {
  const visual = fields.nested('visual');
  const layout = qwen(fields, names);
  return visual ? withTensors(layout, tower(visual)) : layout;
};

function tower(fields: ConfigFields): Tensor[] {
  const place = { path: 'transformer.visual' };
  const hidden = fields.count('width');
  const patch = side(fields, 'patch_size');
  const grid = Math.floor(side(fields, 'image_size') / patch);
  const out = fields.count('output_dim');
  const layers = layersOf(`${place.path}.transformer.resblocks`, fields.count('layers'));
  return [
    ...patches(place, 'conv1', { hidden, values: 3 * patch * patch, bias: false }),
    // Positions were learned at half the size and are stretched.
    ...table(place, 'positional_embedding', Math.min(256, grid * grid), hidden),
    ...visionNorm(place, 'ln_pre', hidden),
    ...towerLayers(layers, { hidden, width: Math.trunc(hidden * fields.positiveOr('mlp_ratio', 4)) }, { attention: 'attn', joined: true }),
    ...attending(
      { path: `${place.path}.attn_pool` },
      { queries: fields.countOr('n_queries', 256), width: out, inputs: hidden, positions: true },
    ),
    ...visionNorm(place, 'ln_post', out),
    ...table(place, 'proj', out, out),
  ];
}
