/** The vision tower of Llama 4. */
import type { ConfigFields } from '../../config/fields.ts';
import { inside, layersOf, type Place } from '../blocks/place.ts';
import type { Tensor } from '../layout.ts';
import { patches, side, table, towerLayers, visionLinear, visionNorm } from './transformer.ts';

/** `text`: hidden size of the language model, to which the projector leads. */
export function llama4Tower(place: Place, fields: ConfigFields, text: number): Tensor[] {
  const hidden = fields.count('hidden_size');
  const patch = side(fields, 'patch_size');
  const grid = Math.floor(side(fields, 'image_size') / patch);
  // As wide as the merged patches.
  const width = fields.count('intermediate_size');
  const between = fields.count('projector_input_dim');
  const out = fields.count('projector_output_dim');
  const vision = fields.count('vision_output_dim');
  return [
    ...table(place, 'class_embedding', 1, hidden),
    ...table(place, 'positional_embedding_vlm', grid * grid + 1, hidden),
    ...patches(place, 'patch_embedding.linear', { hidden, values: fields.countOr('num_channels', 3) * patch * patch, bias: false }),
    ...['layernorm_pre', 'layernorm_post'].flatMap((name) => visionNorm(place, name, hidden)),
    ...towerLayers(layersOf(`${place.path}.model.layers`, fields.count('num_hidden_layers')), {
      hidden,
      width,
    }),
    ...visionLinear(inside(place, 'vision_adapter'), 'mlp.fc1', { rows: between, columns: width }),
    ...visionLinear(inside(place, 'vision_adapter'), 'mlp.fc2', { rows: out, columns: between }),
    ...visionLinear({ path: '' }, 'multi_modal_projector.linear_1', { rows: text, columns: vision }),
  ];
}
