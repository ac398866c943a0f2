/** The vision tower of Step 3.7: a scale after each half of a layer, two convolutions that merge patches. */
import type { ConfigFields } from '../../config/fields.ts';
import { layersOf, type Place } from '../blocks/place.ts';
import type { Tensor } from '../layout.ts';
import { patches, side, table, towerLayers, visionLinear, visionNorm } from './transformer.ts';

export function stepTower(place: Place, given: ConfigFields, text: number): Tensor[] {
  const fields = given.withDefaults({
    hidden_size: given.raw('width') ?? 1536,
    num_hidden_layers: given.raw('layers') ?? 47,
    intermediate_size: given.raw('mlp_dim') ?? 8960,
    image_size: 728,
    patch_size: 14,
  });
  const hidden = fields.count('hidden_size');
  const patch = side(fields, 'patch_size');
  const grid = Math.floor(side(fields, 'image_size') / patch);
  const layers = layersOf(`${place.path}.transformer.resblocks`, fields.count('num_hidden_layers'));
  return [
    ...patches(place, 'conv1', { hidden, values: 3 * patch * patch, bias: false }),
    ...table(place, 'positional_embedding', grid * grid, hidden),
    ...visionNorm(place, 'ln_pre', hidden),
    ...towerLayers(layers, { hidden, width: fields.count('intermediate_size') }, { vectors: ['ls_1', 'ls_2'] }),
    ...visionLinear(place, 'vit_downsampler1', { rows: 2 * hidden, columns: 9 * hidden, bias: true }),
    ...visionLinear(place, 'vit_downsampler2', { rows: 4 * hidden, columns: 18 * hidden, bias: true }),
    ...visionLinear({ path: '' }, 'vit_large_projector', { rows: text, columns: 4 * hidden }),
  ];
}
