/** Towers that configs call by the name of their weights instead of describing them. */
import { ConfigFields } from '../../config/fields.ts';
import type { Place } from '../blocks/place.ts';
import type { Tensor } from '../layout.ts';
import { clipTower, siglipTower } from './clip.ts';
import { table } from './transformer.ts';

const clipLarge336 = { hidden_size: 1024, intermediate_size: 4096, num_hidden_layers: 24, image_size: 336, patch_size: 14 };
const siglipSo400m = { hidden_size: 1152, intermediate_size: 4304, num_hidden_layers: 27, image_size: 384, patch_size: 14 };
const siglipLarge = { hidden_size: 1024, intermediate_size: 4096, num_hidden_layers: 24, image_size: 384, patch_size: 16 };

/** openai/clip-vit-large-patch14-336. */
export function clipLarge(place: Place): Tensor[] {
  return clipTower(place, described(clipLarge336));
}

interface Siglip {
  /** Layers that a model takes off at the end. */
  readonly dropped?: number;
  readonly head: boolean;
}

/** google/siglip-so400m-patch14-384. */
export function siglip400(place: Place, { dropped = 0, head }: Siglip): Tensor[] {
  return siglipTower(place, described({ ...siglipSo400m, num_hidden_layers: 27 - dropped, vision_use_head: head }));
}

/** google/siglip-large-patch16-384. */
export function siglip384Large(place: Place): Tensor[] {
  return siglipTower(place, described({ ...siglipLarge, vision_use_head: true }));
}

/** timm's convnext_xxlarge with its classifier, 846.5 M values; not split by any engine. https://huggingface.co/timm/convnext_xxlarge.clip_laion2b_soup */
export function convNextXxLarge(place: Place): Tensor[] {
  return table(place, 'vision_tower', 1, 846_471_016);
}

/** timm's mobilenetv5_300m_enc, 294.1 M values: the eyes of Gemma 3n. https://huggingface.co/timm/mobilenetv5_300m.gemma3n */
export function mobileNet5(place: Place): Tensor[] {
  return table(place, 'vision_tower', 1, 294_126_912);
}

function described(values: Readonly<Record<string, unknown>>): ConfigFields {
  return new ConfigFields([values], '', new Set());
}
