/** SAM's ViT-B, the first half of DeepSeek's optical encoder: windows with relative positions, a neck of convolutions. */
import { asVision, inside, layersOf, layersWhere, matrix, type Place } from '../blocks/place.ts';
import type { Tensor } from '../layout.ts';
import { patches, table, towerLayers, visionLinear, visionNorm } from './transformer.ts';

export interface Sam {
  readonly hidden: number;
  readonly layers: number;
  readonly heads: number;
  /** Layers that see the whole picture. */
  readonly global: readonly number[];
  /** Channels of the last two convolutions. */
  readonly channels: readonly [number, number];
}

/** https://github.com/facebookresearch/segment-anything (image_encoder.py), 1024 pixels in patches of 16. */
export function samTower(place: Place, { hidden, layers, heads, global, channels }: Sam): Tensor[] {
  const blocks = layersOf(`${place.path}.blocks`, layers);
  const seen = (isGlobal: boolean) => layersWhere(blocks, (layer) => global.includes(layer) === isGlobal);
  const headWidth = hidden / heads;
  const relative = (isGlobal: boolean, rows: number) =>
    asVision(['rel_pos_h', 'rel_pos_w'].flatMap((name) => matrix(inside(seen(isGlobal), 'attn'), name, { rows, columns: headWidth })));
  return [
    ...patches(place, 'patch_embed.proj', { hidden, values: 768, bias: true }),
    ...table(place, 'pos_embed', 64 * 64, hidden),
    ...towerLayers(blocks, { hidden, width: 4 * hidden }, { attention: 'attn', joined: true }),
    ...relative(true, 127),
    ...relative(false, 27),
    ...visionLinear(place, 'neck.0', { rows: 256, columns: hidden }),
    ...visionLinear(place, 'neck.2', { rows: 256, columns: 9 * 256 }),
    ...['neck.1', 'neck.3'].flatMap((name) => visionNorm(place, name, 256)),
    ...visionLinear(place, 'net_2', { rows: channels[0], columns: 9 * 256 }),
    ...visionLinear(place, 'net_3', { rows: channels[1], columns: 9 * channels[0] }),
  ];
}
