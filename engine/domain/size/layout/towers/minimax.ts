/** The vision tower of MiniMax-M3: CLIP's layers on moving patches, with rotary positions, and four maps after it. */
import type { ConfigFields } from '../../config/fields.ts';
import { layersOf } from '../blocks/place.ts';
import type { Tensor } from '../layout.ts';
import { patches, towerLayers, visionLinear, visionNorm } from './transformer.ts';

export function miniMaxTower(fields: ConfigFields, text: number, outer: ConfigFields): Tensor[] {
  const place = { path: 'vision_tower.vision_model' };
  const at = { path: 'multi_modal_projector' };
  const hidden = fields.count('hidden_size');
  const patch = fields.countOr('patch_size', 14);
  const compression = fields.nested('img_token_compression_config');
  const merge = (compression?.countOr('spatial_merge_size', 2) ?? 2) ** 2;
  const frames = compression?.countOr('temporal_patch_size', 2) ?? 2;
  const between = outer.countOr('projector_hidden_size', text);
  const bias = outer.flag('multimodal_projector_bias', true);
  const shape = { hidden, width: fields.count('intermediate_size') };
  return [
    ...patches(place, 'embeddings.proj', { hidden, values: fields.countOr('num_channels', 3) * frames * patch * patch, bias: false }),
    ...visionNorm(place, 'pre_layrnorm', hidden),
    ...towerLayers(layersOf(`${place.path}.encoder.layers`, fields.count('num_hidden_layers')), shape),
    ...visionLinear(at, 'linear_1', { rows: between, columns: hidden, bias }),
    ...visionLinear(at, 'linear_2', { rows: text, columns: between, bias }),
    ...visionLinear(at, 'merge_linear_1', { rows: between, columns: text * merge, bias }),
    ...visionLinear(at, 'merge_linear_2', { rows: text, columns: between, bias }),
  ];
}
