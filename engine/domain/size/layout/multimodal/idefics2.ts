/** Idefics 2: a gated projector and a perceiver between SigLIP's layers and Mistral. */
import { ConfigFields } from '../../config/fields.ts';
import { groupedAttention } from '../blocks/attention.ts';
import { gated } from '../blocks/feed-forward.ts';
import { asVision, inside, layersOf, norms } from '../blocks/place.ts';
import type { Family } from '../family.ts';
import { innerFields, innerText, withTensors } from '../inner-text.ts';
import type { Tensor } from '../layout.ts';
import { towerOf } from '../towers/known.ts';
import { table, visionLinear } from '../towers/transformer.ts';

export const idefics2: Family = (fields) => {
  const layout = innerText(fields, { model: 'model.text_model', head: 'lm_head' }, 'mistral');
  const vision = fields.nested('vision_config');
  if (!vision) return layout;
  const tower = towerOf({ path: 'model.vision_model' }, vision.withDefaults({ model_type: 'idefics2_vision' }));
  const text = innerFields(fields);
  const hidden = text.count('hidden_size');
  const width = text.count('intermediate_size');
  const projection = { path: 'model.connector.modality_projection' };
  const inputs = tower.find(({ module }) => module.endsWith('patch_embedding'))?.rows ?? Number.NaN;
  return withTensors(layout, [
    ...tower,
    ...['gate_proj', 'up_proj'].flatMap((name) => visionLinear(projection, name, { rows: width, columns: inputs })),
    ...visionLinear(projection, 'down_proj', { rows: hidden, columns: width }),
    ...perceiver(fields.nested('perceiver_config') ?? new ConfigFields([{}], 'perceiver_config.', new Set()), hidden),
  ]);
};

/** Learned latents that attend to the picture. Absent fields are the type's. */
function perceiver(fields: ConfigFields, hidden: number): Tensor[] {
  const place = { path: 'model.connector.perceiver_resampler' };
  const layers = layersOf(`${place.path}.layers`, fields.countOr('resampler_depth', 3));
  const shape = {
    hidden,
    heads: fields.countOr('resampler_n_heads', 16),
    headWidth: fields.countOr('resampler_head_dim', 96),
    keyValueHeads: fields.countOr('num_key_value_heads', 4),
  };
  return [
    ...table(place, 'latents', fields.countOr('resampler_n_latents', 64), hidden),
    ...asVision([
      ...groupedAttention(inside(layers, 'self_attn'), shape),
      ...gated(inside(layers, 'mlp'), { hidden, width: 4 * hidden }),
      ...norms(layers, ['input_latents_norm', 'input_context_norm', 'post_attention_layernorm'], { width: hidden }),
      ...norms(place, ['norm'], { width: hidden }),
    ]),
  ];
}
