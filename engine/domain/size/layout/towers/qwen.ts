/** The vision towers of Qwen-VL 2, 2.5, 3 and 3.5. */
import type { ConfigFields } from '../../config/fields.ts';
import { layersOf, type Place } from '../blocks/place.ts';
import type { Tensor } from '../layout.ts';
import { patches, table, towerLayers, visionLinear, visionNorm } from './transformer.ts';

/** Qwen2-VL: `hidden_size` of its vision_config is that of the text; its own is `embed_dim`. Absent fields are the type's. */
export function qwen2Tower(place: Place, given: ConfigFields, text: number): Tensor[] {
  const fields = given.withDefaults({ depth: 32, embed_dim: 1280, mlp_ratio: 4, patch_size: 14 });
  const hidden = fields.count('embed_dim');
  const width = Math.round(hidden * fields.positiveOr('mlp_ratio', 4));
  const merged = merging(fields, hidden);
  return [
    ...patches(place, 'patch_embed.proj', { hidden, values: patchValues(fields), bias: false }),
    ...towerLayers(layersOf(`${place.path}.blocks`, fields.count('depth')), { hidden, width }, { attention: 'attn', joined: true }),
    ...visionNorm(place, 'merger.ln_q', hidden),
    ...visionLinear(place, 'merger.mlp.0', { rows: merged, columns: merged, bias: true }),
    ...visionLinear(place, 'merger.mlp.2', { rows: given.countOr('hidden_size', text), columns: merged, bias: true }),
  ];
}

/** Qwen2.5-VL: gated, norms without biases. */
export function qwen25Tower(place: Place, given: ConfigFields, text: number): Tensor[] {
  const fields = given.withDefaults({ depth: 32, hidden_size: 3584, intermediate_size: 3420, patch_size: 14 });
  const hidden = fields.count('hidden_size');
  const merged = merging(fields, hidden);
  const options = { attention: 'attn', joined: true, gated: true, normBias: false } as const;
  return [
    ...patches(place, 'patch_embed.proj', { hidden, values: patchValues(fields), bias: false }),
    ...towerLayers(layersOf(`${place.path}.blocks`, fields.count('depth')), { hidden, width: fields.count('intermediate_size') }, options),
    ...visionNorm(place, 'merger.ln_q', hidden, false),
    ...visionLinear(place, 'merger.mlp.0', { rows: merged, columns: merged, bias: true }),
    ...visionLinear(place, 'merger.mlp.2', { rows: fields.countOr('out_hidden_size', text), columns: merged, bias: true }),
  ];
}

/** Qwen3-VL and 3.5: learned positions, and a merger for each layer that feeds the text model directly. */
export function qwen3Tower(place: Place, given: ConfigFields, text: number): Tensor[] {
  const fields = given.withDefaults({
    depth: 27,
    hidden_size: 1152,
    intermediate_size: 4304,
    patch_size: 16,
    num_position_embeddings: 2304,
  });
  const hidden = fields.count('hidden_size');
  const merged = merging(fields, hidden);
  const rows = fields.countOr('out_hidden_size', text);
  const deep = fields.list('deepstack_visual_indexes')?.length ?? (given.modelType.startsWith('qwen3_5') ? 0 : 3);
  const merger = (name: string, width: number) => [
    ...visionNorm(place, `${name}.norm`, width),
    ...visionLinear(place, `${name}.linear_fc1`, { rows: merged, columns: merged, bias: true }),
    ...visionLinear(place, `${name}.linear_fc2`, { rows, columns: merged, bias: true }),
  ];
  return [
    ...patches(place, 'patch_embed.proj', { hidden, values: patchValues(fields), bias: true }),
    ...table(place, 'pos_embed', fields.count('num_position_embeddings'), hidden),
    ...towerLayers(
      layersOf(`${place.path}.blocks`, fields.count('depth')),
      { hidden, width: fields.count('intermediate_size') },
      { attention: 'attn', joined: true },
    ),
    ...merger('merger', hidden),
    ...Array.from({ length: deep }, (_, index) => merger(`deepstack_merger_list.${index}`, merged)).flat(),
  ];
}

/** Width of the patches that are merged to one. */
function merging(fields: ConfigFields, hidden: number): number {
  return hidden * fields.countOr('spatial_merge_size', 2) ** 2;
}

function patchValues(fields: ConfigFields): number {
  const channels = fields.countOr('in_channels', fields.countOr('in_chans', 3));
  return channels * fields.countOr('temporal_patch_size', 2) * fields.count('patch_size') ** 2;
}
