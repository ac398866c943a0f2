/** Vision towers in CLIP's shape: CLIP, SigLIP, Idefics, Pixtral and InternViT. */
import type { ConfigFields } from '../../config/fields.ts';
import { inside, layersOf, type Place } from '../blocks/place.ts';
import type { Tensor } from '../layout.ts';
import { patches, side, table, towerLayers, visionLinear, visionNorm } from './transformer.ts';

export type Tower = (place: Place, fields: ConfigFields) => Tensor[];

interface Basics {
  readonly hidden: number;
  readonly width: number;
  readonly layers: number;
  readonly patch: number;
  readonly values: number;
}

/** A class token, positions, a norm on either side. */
export const clipTower: Tower = (place, fields) => {
  const { hidden, width, layers, patch, values } = basics(fields);
  const grid = Math.floor(side(fields, 'image_size') / patch);
  const embeddings = inside(place, 'embeddings');
  return [
    ...table(embeddings, 'class_embedding', 1, hidden),
    ...patches(embeddings, 'patch_embedding', { hidden, values, bias: false }),
    ...table(embeddings, 'position_embedding', grid * grid + 1, hidden),
    ...visionNorm(place, 'pre_layrnorm', hidden),
    ...towerLayers(layersOf(`${place.path}.encoder.layers`, layers), { hidden, width }),
    ...visionNorm(place, 'post_layernorm', hidden),
  ];
};

/** No class token; a pooling head unless `vision_use_head` is false. */
export const siglipTower: Tower = (place, fields) => {
  const { hidden, width } = basics(fields);
  return [
    ...ideficsTower(place, fields),
    ...(fields.flag('vision_use_head', true) ? poolingHead(inside(place, 'head'), hidden, width) : []),
  ];
};

export const ideficsTower: Tower = (place, fields) => {
  const { hidden, width, layers, patch, values } = basics(fields);
  const embeddings = inside(place, 'embeddings');
  const grid = Math.floor(side(fields, 'image_size') / patch);
  const count = fields.countOr('num_patches', grid * grid);
  return [
    ...patches(embeddings, 'patch_embedding', { hidden, values, bias: true }),
    ...table(embeddings, 'position_embedding', count, hidden),
    ...towerLayers(layersOf(`${place.path}.encoder.layers`, layers), { hidden, width }),
    ...visionNorm(place, 'post_layernorm', hidden),
  ];
};

/** SigLIP 2 with patches of any aspect: positions by their number. */
export const siglip2Tower: Tower = (place, fields) => siglipTower(place, fields.withDefaults({ image_size: 1 }));

/** Rotary positions, no biases, gated. */
export const pixtralTower: Tower = (place, fields) => {
  const { hidden, width, layers, values } = basics(fields);
  const options = { attentionBias: false, outputBias: false, forwardBias: false, gated: true, normBias: false } as const;
  return [
    ...patches(place, 'patch_conv', { hidden, values, bias: false }),
    ...visionNorm(place, 'ln_pre', hidden, false),
    ...towerLayers(layersOf(`${place.path}.transformer.layers`, layers), { hidden, width }, options),
  ];
};

/** A scale after each half of a layer, norms of queries and keys where the config says so. */
export const internTower: Tower = (place, fields) => {
  const { hidden, width, layers, patch, values } = basics(fields);
  const grid = Math.floor(side(fields, 'image_size') / patch);
  const embeddings = inside(place, 'embeddings');
  const normalised = fields.flag('qk_normalization', fields.flag('use_qk_norm', false));
  const normBias = fields.text('norm_type') !== 'rms_norm';
  return [
    ...table(embeddings, 'class_embedding', 1, hidden),
    ...patches(embeddings, 'patch_embedding', { hidden, values, bias: true }),
    ...table(embeddings, 'position_embedding', grid * grid + 1, hidden),
    ...towerLayers(
      layersOf(`${place.path}.encoder.layers`, layers),
      { hidden, width },
      {
        attentionBias: fields.flag('qkv_bias', fields.flag('attention_bias', false)),
        normBias,
        vectors: ['ls1', 'ls2'],
        ...(normalised ? { queryNorm: hidden } : {}),
      },
    ),
  ];
};

function basics(fields: ConfigFields): Basics {
  const patch = side(fields, 'patch_size');
  return {
    hidden: fields.count('hidden_size'),
    width: fields.count('intermediate_size'),
    layers: fields.count('num_hidden_layers'),
    patch,
    values: fields.countOr('num_channels', 3) * patch * patch,
  };
}

/** One query that attends to all patches. */
function poolingHead(place: Place, hidden: number, width: number): Tensor[] {
  return [
    ...table(place, 'probe', 1, hidden),
    ...visionLinear(place, 'attention.in_proj', { rows: 3 * hidden, columns: hidden, bias: true }),
    ...visionLinear(place, 'attention.out_proj', { rows: hidden, columns: hidden, bias: true }),
    ...visionNorm(place, 'layernorm', hidden),
    ...visionLinear(place, 'mlp.fc1', { rows: width, columns: hidden, bias: true }),
    ...visionLinear(place, 'mlp.fc2', { rows: hidden, columns: width, bias: true }),
  ];
}
