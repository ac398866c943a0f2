/** Towers by the `model_type` of a `vision_config`. Fields that a config leaves out are those of its type in transformers 5.23.0. */
import type { ConfigFields } from '../../config/fields.ts';
import type { Place } from '../blocks/place.ts';
import type { Tensor } from '../layout.ts';
import { clipTower, ideficsTower, internTower, pixtralTower, siglip2Tower, siglipTower, type Tower } from './clip.ts';

const towers: Readonly<Record<string, { tower: Tower; defaults: Readonly<Record<string, unknown>> }>> = {
  clip_vision_model: {
    tower: clipTower,
    defaults: { hidden_size: 768, intermediate_size: 3072, num_hidden_layers: 12, image_size: 224, patch_size: 32 },
  },
  siglip_vision_model: {
    tower: siglipTower,
    defaults: { hidden_size: 768, intermediate_size: 3072, num_hidden_layers: 12, image_size: 224, patch_size: 16 },
  },
  siglip2_vision_model: {
    tower: siglip2Tower,
    defaults: { hidden_size: 768, intermediate_size: 3072, num_hidden_layers: 12, num_patches: 256, patch_size: 16 },
  },
  idefics2_vision: {
    tower: ideficsTower,
    defaults: { hidden_size: 768, intermediate_size: 3072, num_hidden_layers: 12, image_size: 224, patch_size: 32 },
  },
  idefics3_vision: {
    tower: ideficsTower,
    defaults: { hidden_size: 1152, intermediate_size: 3072, num_hidden_layers: 12, image_size: 224, patch_size: 32 },
  },
  smolvlm_vision: {
    tower: ideficsTower,
    defaults: { hidden_size: 1152, intermediate_size: 3072, num_hidden_layers: 12, image_size: 224, patch_size: 32 },
  },
  pixtral: { tower: pixtralTower, defaults: { hidden_size: 1024, intermediate_size: 4096, num_hidden_layers: 24, patch_size: 16 } },
  internvl_vision: {
    tower: internTower,
    defaults: { hidden_size: 1024, intermediate_size: 4096, num_hidden_layers: 24, image_size: 448, patch_size: 14 },
  },
  intern_vit_6b: {
    tower: internTower,
    defaults: {
      hidden_size: 3200,
      intermediate_size: 12800,
      num_hidden_layers: 48,
      image_size: 224,
      patch_size: 14,
      qk_normalization: true,
      norm_type: 'rms_norm',
    },
  },
};

/** The tower that a `vision_config` names; fields it leaves out are those of its type in transformers. */
export function towerOf(place: Place, fields: ConfigFields): Tensor[] {
  const known = Object.hasOwn(towers, fields.modelType) ? towers[fields.modelType] : undefined;
  if (known) return known.tower(place, fields.withDefaults(known.defaults));
  fields.problem(
    fields.modelType === '' ? 'model_type is missing.' : `model_type is ${fields.modelType}, a tower whose tensors are not known here.`,
  );
  return [];
}
