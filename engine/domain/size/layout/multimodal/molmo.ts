/** Molmo: an OLMo-style decoder over Qwen2's shapes, CLIP's layers without the last, attention pooling. */
import { decoder } from '../blocks/decoder.ts';
import { dense } from '../blocks/feed-forward.ts';
import { inside, layersOf, matrix, type Place } from '../blocks/place.ts';
import type { Family } from '../family.ts';
import { withTensors } from '../inner-text.ts';
import type { Tensor } from '../layout.ts';
import { patches, table, towerLayers, visionLinear, visionNorm } from '../towers/transformer.ts';

/** https://huggingface.co/allenai/Molmo-7B-D-0924 (modeling_molmo.py). `intermediate_size` counts gate and up. */
export const molmo: Family = (fields) => {
  const width = fields.count('intermediate_size') / 2;
  const normalised = fields.flag('attention_layer_norm', false);
  const tied = fields.flag('weight_tying', false);
  const hidden = fields.count('hidden_size');
  const layout = decoder(
    fields,
    { model: 'model.transformer', head: 'model.transformer.ff_out' },
    {
      tied,
      stack: 'blocks',
      embedding: 'wte.embedding',
      attentionModule: '',
      attention: { bias: fields.flag('qkv_bias', true), names: ['att_proj', 'attn_out'], norm: normalised ? 'all' : undefined },
      norms: ['attn_norm', 'ff_norm'],
      finalNorm: 'ln_f',
      feedForward: (layers, shape) =>
        dense([
          ...matrix(layers, 'ff_proj', { rows: 2 * width, columns: shape.hidden }),
          ...matrix(layers, 'ff_out', { rows: shape.hidden, columns: width }),
        ]),
    },
  );
  return withTensors(layout, [
    ...matrix({ path: 'model.transformer' }, 'wte.new_embedding', { rows: 128, columns: hidden, role: 'embedding' }),
    ...backbone(hidden, width),
  ]);
};

/** All Molmo models have this one: CLIP large at 336, 23 layers, pooled from two of them. */
function backbone(hidden: number, width: number): Tensor[] {
  const place = { path: 'model.vision_backbone' };
  const vit = inside(place, 'image_vit');
  const seen = 1024;
  const pooling = inside(place, 'image_pooling_2d');
  return [
    ...table(vit, 'class_embedding', 1, seen),
    ...table(vit, 'positional_embedding', 577, seen),
    ...patches(vit, 'patch_embedding', { hidden: seen, values: 588, bias: false }),
    ...visionNorm(vit, 'pre_ln', seen),
    ...towerLayers(layersOf(`${vit.path}.transformer.resblocks`, 23), { hidden: seen, width: 4096 }),
    ...['wq', 'wk', 'wv'].flatMap((name) => visionLinear(pooling, name, { rows: seen, columns: 2 * seen, bias: true })),
    ...visionLinear(pooling, 'wo', { rows: seen, columns: seen, bias: true }),
    ...table(place, 'pad_embed', 2, 2 * seen),
    ...projector(inside(place, 'image_projector'), hidden, width),
  ];
}

function projector(place: Place, hidden: number, width: number): Tensor[] {
  return [
    ...['w1', 'w3'].flatMap((name) => visionLinear(place, name, { rows: width, columns: 1024 })),
    ...visionLinear(place, 'w2', { rows: hidden, columns: width }),
  ];
}
