/** The vision tower of GLM-4.1V, 4.5V and 4.6V: RMS norms, gated, patches merged by a convolution. */
import type { ConfigFields } from '../../config/fields.ts';
import { gated } from '../blocks/feed-forward.ts';
import { asVision, inside, layersOf, type Place } from '../blocks/place.ts';
import type { Tensor } from '../layout.ts';
import { patches, side, table, towerLayers, visionLinear, visionNorm } from './transformer.ts';

/** `intermediate_size` is the merger's; the layers' feed-forward is as wide as what comes out. */
export function glmTower(place: Place, given: ConfigFields): Tensor[] {
  const fields = given.withDefaults({
    depth: 24,
    hidden_size: 1536,
    intermediate_size: 13_696,
    out_hidden_size: 4096,
    image_size: 336,
    patch_size: 14,
  });
  const hidden = fields.count('hidden_size');
  const out = fields.count('out_hidden_size');
  const patch = side(fields, 'patch_size');
  const grid = Math.floor(side(fields, 'image_size') / patch);
  const bias = fields.flag('attention_bias', false);
  const merge = fields.countOr('spatial_merge_size', 2) ** 2;
  const merger = inside(place, 'merger');
  const options = {
    attention: 'attn',
    joined: true,
    attentionBias: bias,
    outputBias: bias,
    forwardBias: false,
    gated: true,
    normBias: false,
  } as const;
  return [
    ...patches(place, 'patch_embed.proj', { hidden, values: 3 * fields.countOr('temporal_patch_size', 2) * patch * patch, bias: true }),
    ...table(place, 'embeddings.position_embedding', grid * grid, hidden),
    ...towerLayers(layersOf(`${place.path}.blocks`, fields.count('depth')), { hidden, width: out }, options),
    ...['post_conv_layernorm', 'post_layernorm'].flatMap((name) => visionNorm(place, name, hidden, false)),
    ...visionLinear(place, 'downsample', { rows: out, columns: hidden * merge, bias: true }),
    ...visionLinear(merger, 'proj', { rows: out, columns: out }),
    ...visionNorm(merger, 'post_projection_norm', out),
    ...asVision(gated(merger, { hidden: out, width: fields.count('intermediate_size') })),
  ];
}
