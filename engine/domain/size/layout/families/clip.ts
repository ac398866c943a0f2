/** CLIP and SigLIP: a text and a vision tower beside each other, or one of them alone. */
import type { ConfigFields } from '../../config/fields.ts';
import { inside, layersOf, matrix, root, vector } from '../blocks/place.ts';
import type { Family, FamilyLayout } from '../family.ts';
import type { Tensor } from '../layout.ts';
import { towerOf } from '../towers/known.ts';
import { towerLayers } from '../towers/transformer.ts';

const clipText = {
  hidden_size: 512,
  intermediate_size: 2048,
  num_hidden_layers: 12,
  num_attention_heads: 8,
  vocab_size: 49_408,
  max_position_embeddings: 77,
};
const siglipText = {
  hidden_size: 768,
  intermediate_size: 3072,
  num_hidden_layers: 12,
  num_attention_heads: 12,
  vocab_size: 32_000,
  max_position_embeddings: 64,
};

/** Both towers, each with a map to the shared space. */
export const clip: Family = (fields) => {
  const text = fields.nested('text_config')?.withDefaults(clipText);
  const vision = fields.nested('vision_config');
  const shared = fields.countOr('projection_dim', 512);
  if (!text || !vision) fields.problem(`${text ? 'vision_config' : 'text_config'} is missing.`);
  const words = text ? textTower(text) : [];
  const seen = vision ? towerOf(inside(root, 'vision_model'), vision) : [];
  return seeing(text ?? fields, [
    ...words,
    ...seen,
    ...matrix(root, 'visual_projection', { rows: shared, columns: widthOf(seen), role: 'vision' }),
    ...matrix(root, 'text_projection', { rows: shared, columns: widthOf(words), role: 'other' }),
    ...vector(root, 'logit_scale', 1, 'other'),
  ]);
};

/** No maps; the text tower has a last layer, and both a bias in the end. */
export const siglip: Family = (fields) => {
  const text = fields.nested('text_config')?.withDefaults(siglipText);
  const vision = fields.nested('vision_config');
  if (!text || !vision) fields.problem(`${text ? 'vision_config' : 'text_config'} is missing.`);
  const hidden = text?.count('hidden_size') ?? Number.NaN;
  return seeing(text ?? fields, [
    ...(text ? textTower(text) : []),
    ...matrix(root, 'text_model.head', {
      rows: text?.countOr('projection_size', hidden) ?? hidden,
      columns: hidden,
      role: 'other',
      bias: true,
    }),
    ...(vision ? towerOf(inside(root, 'vision_model'), vision) : []),
    ...['logit_scale', 'logit_bias'].flatMap((name) => vector(root, name, 1, 'other')),
  ]);
};

/** The vision tower alone, with its map where the architecture has one. */
export const visionTower: Family = (fields) => {
  const tower = towerOf(inside(root, 'vision_model'), fields);
  const projected = (fields.architectures[0] ?? '').endsWith('WithProjection');
  const map = projected
    ? matrix(root, 'visual_projection', { rows: fields.countOr('projection_dim', 512), columns: widthOf(tower), role: 'vision' })
    : [];
  return seeing(fields, [...tower, ...map]);
};

export const clipTextTower: Family = (given) => {
  const fields = given.withDefaults(clipText);
  const projected = (fields.architectures[0] ?? '').endsWith('WithProjection');
  const tower = textTower(fields);
  const map = projected
    ? matrix(root, 'text_projection', { rows: fields.countOr('projection_dim', 512), columns: widthOf(tower), role: 'other' })
    : [];
  return { ...seeing(fields, [...tower, ...map]), purpose: 'embed' };
};

function textTower(fields: ConfigFields): Tensor[] {
  const hidden = fields.count('hidden_size');
  const place = inside(root, 'text_model.embeddings');
  return [
    ...matrix(place, 'token_embedding', { rows: fields.count('vocab_size'), columns: hidden, role: 'embedding' }),
    ...matrix(place, 'position_embedding', { rows: fields.count('max_position_embeddings'), columns: hidden, role: 'embedding' }),
    ...towerLayers(layersOf('text_model.encoder.layers', fields.count('num_hidden_layers')), {
      hidden,
      width: fields.count('intermediate_size'),
    }).map((tensor): Tensor => ({ ...tensor, role: tensor.rows === 1 ? 'norm' : 'linear' })),
    ...['weight', 'bias'].flatMap(() => vector(root, 'text_model.final_layer_norm', hidden)),
  ];
}

function seeing(fields: ConfigFields, tensors: readonly Tensor[]): FamilyLayout {
  const layers = fields.countOr('num_hidden_layers', 12);
  const attentionHeads = fields.countOr('num_attention_heads', 12);
  return {
    purpose: 'see',
    tensors,
    cache: [],
    split: { layers, attentionHeads, keyValueHeads: attentionHeads, experts: 0, expertWidth: undefined },
    contextLimit: fields.countOr('max_position_embeddings', undefined),
  };
}

function widthOf(tower: readonly Tensor[]): number {
  return (
    tower.find(({ module }) => /(patch_embedding|token_embedding)$/.test(module))?.[
      /token/.test(tower[0]?.module ?? '') ? 'columns' : 'rows'
    ] ?? Number.NaN
  );
}
