/** The vision tower of Llama 3.2 Vision: positions for each tile and aspect, and a second stack behind the first. */
import type { ConfigFields } from '../../config/fields.ts';
import { asVision, layersOf, type Place, vector } from '../blocks/place.ts';
import type { Tensor } from '../layout.ts';
import { patches, side, table, towerLayers, visionLinear, visionNorm } from './transformer.ts';

export function mllamaTower(place: Place, given: ConfigFields, text: number): Tensor[] {
  const fields = given.withDefaults({ hidden_size: 1280, intermediate_size: 5120, num_hidden_layers: 32, image_size: 448, patch_size: 14 });
  const hidden = fields.count('hidden_size');
  const patch = side(fields, 'patch_size');
  const positions = Math.floor(side(fields, 'image_size') / patch) ** 2 + 1;
  const tiles = fields.countOr('max_num_tiles', 4);
  const aspects = (fields.list('supported_aspect_ratios')?.length ?? 8) + 1;
  const layer = { attentionBias: false, outputBias: false } as const;
  const width = fields.count('intermediate_size');
  const second = layersOf(`${place.path}.global_transformer.layers`, fields.countOr('num_global_layers', 8));
  return [
    ...table(place, 'class_embedding', 1, hidden),
    ...patches(place, 'patch_embedding', { hidden, values: fields.countOr('num_channels', 3) * patch * patch, bias: false }),
    ...table(place, 'gated_positional_embedding.embedding', positions, hidden),
    ...table(place, 'gated_positional_embedding.tile_embedding', aspects, tiles * positions * hidden),
    ...['pre', 'post'].flatMap((name) => table(place, `${name}_tile_positional_embedding.embedding`, aspects, tiles * hidden)),
    ...['gated', 'pre_tile', 'post_tile'].flatMap((name) => table(place, `${name}_positional_embedding.gate`, 1, 1)),
    ...['layernorm_pre', 'layernorm_post'].flatMap((name) => visionNorm(place, name, hidden)),
    ...towerLayers(layersOf(`${place.path}.transformer.layers`, fields.count('num_hidden_layers')), { hidden, width }, layer),
    ...towerLayers(second, { hidden, width }, layer),
    ...asVision(['gate_attn', 'gate_ffn'].flatMap((name) => vector(second, name, 1))),
    ...visionLinear({ path: '' }, 'multi_modal_projector', { rows: text, columns: fields.countOr('vision_output_dim', 7680), bias: true }),
  ];
}
