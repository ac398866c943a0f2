/** The vision tower of Gemma 4: rotary, gated, a norm on either side of each half. */
import type { ConfigFields } from '../../config/fields.ts';
import { groupedAttention } from '../blocks/attention.ts';
import { gated } from '../blocks/feed-forward.ts';
import { asVision, inside, layersOf, norms, type Place } from '../blocks/place.ts';
import type { Tensor } from '../layout.ts';
import { table, visionLinear } from './transformer.ts';

const sandwich = ['input_layernorm', 'post_attention_layernorm', 'pre_feedforward_layernorm', 'post_feedforward_layernorm'];

/** `text`: hidden size of the language model. Absent fields are the type's. */
export function gemma4Tower(place: Place, given: ConfigFields, text: number): Tensor[] {
  const fields = given.withDefaults({
    hidden_size: 768,
    intermediate_size: 3072,
    num_hidden_layers: 16,
    num_attention_heads: 12,
    head_dim: 64,
  });
  const hidden = fields.count('hidden_size');
  const headWidth = fields.count('head_dim');
  const heads = fields.count('num_attention_heads');
  const shape = { hidden, heads, headWidth, keyValueHeads: fields.countOr('num_key_value_heads', heads) };
  const layers = layersOf(`${place.path}.encoder.layers`, fields.count('num_hidden_layers'));
  const embedder = inside(place, 'patch_embedder');
  const patch = fields.countOr('patch_size', 16);
  const standardised = fields.flag('standardize', false) ? ['std_bias', 'std_scale'] : [];
  return [
    ...table(embedder, 'position_embedding_table', 2 * fields.countOr('position_embedding_size', 10_240), hidden),
    ...visionLinear(embedder, 'input_proj', { rows: hidden, columns: 3 * patch * patch }),
    ...asVision([
      ...groupedAttention(inside(layers, 'self_attn'), shape, { norm: 'head' }),
      ...gated(inside(layers, 'mlp'), { hidden, width: fields.count('intermediate_size') }),
      ...norms(layers, sandwich, { width: hidden }),
      ...norms(place, standardised, { width: hidden }),
    ]),
    ...visionLinear({ path: 'model.embed_vision' }, 'embedding_projection', { rows: text, columns: hidden }),
  ];
}
