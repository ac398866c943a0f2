/** GLM: gate and up in one map; ChatGLM before it with names of its own; mixtures from 4.5 on. */
import type { ConfigFields } from '../../config/fields.ts';
import { decoder } from '../blocks/decoder.ts';
import { dense, type FeedForward } from '../blocks/feed-forward.ts';
import { groupedMixture } from '../blocks/grouped-mixture.ts';
import { inside, matrix, type Place } from '../blocks/place.ts';
import { type Family, plainNames } from '../family.ts';

export const glm: Family = (fields, names = plainNames) =>
  decoder(fields, names, {
    attention: { bias: fields.flag('attention_bias', false) },
    feedForward: (layers, { hidden }) => gateUp(fields, layers, hidden),
  });

/** GLM-4-0414: norms after each half as well as before it. */
export const glm4: Family = (fields, names = plainNames) =>
  decoder(fields, names, {
    attention: { bias: fields.flag('attention_bias', false) },
    feedForward: (layers, { hidden }) => gateUp(fields, layers, hidden),
    norms: ['input_layernorm', 'post_attention_layernorm', 'post_self_attn_layernorm', 'post_mlp_layernorm'],
  });

/** GLM-4.5 to 4.7 and the models built like them: DeepSeek's mixture on grouped attention, and a prediction layer. */
export const glm4Moe: Family = (fields, names = plainNames) => {
  const norm = fields.flag('use_qk_norm', false) ? 'head' : undefined;
  return groupedMixture(fields, names, { attention: { bias: fields.flag('attention_bias', false), norm }, correction: true });
};

/** The text model of GLM-4.1V and after: queries, keys and values have biases. */
export const glm4vText: Family = (fields, names = plainNames) => glm4(fields.withDefaults({ attention_bias: true }), names);

/** ChatGLM2 to 4 and CodeGeeX2. https://huggingface.co/THUDM/glm-4-9b-chat (modeling_chatglm.py) */
export const chatGlm: Family = (fields) => {
  const grouped = fields.flag('multi_query_attention', false);
  const heads = fields.count('num_attention_heads');
  const everywhere = fields.flag('add_bias_linear', false);
  const width = fields.count('intermediate_size');
  return decoder(
    fields,
    { model: 'transformer.encoder', head: 'transformer.output_layer' },
    {
      shape: { keyValueHeads: grouped ? fields.count('num_key_value_heads') : heads },
      embedding: 'word_embeddings',
      attentionModule: 'self_attention',
      attention: { bias: fields.flag('add_qkv_bias', false) || everywhere, outputBias: everywhere, names: ['query_key_value', 'dense'] },
      feedForward: (layers, { hidden }) =>
        dense([
          ...matrix(inside(layers, 'mlp'), 'dense_h_to_4h', { rows: 2 * width, columns: hidden, bias: everywhere }),
          ...matrix(inside(layers, 'mlp'), 'dense_4h_to_h', { rows: hidden, columns: width, bias: everywhere }),
        ]),
      finalNorm: 'final_layernorm',
    },
  );
};

function gateUp(fields: ConfigFields, layers: Place, hidden: number): FeedForward {
  const width = fields.count('intermediate_size');
  const mlp = inside(layers, 'mlp');
  return dense([
    ...matrix(mlp, 'gate_up_proj', { rows: 2 * width, columns: hidden }),
    ...matrix(mlp, 'down_proj', { rows: hidden, columns: width }),
  ]);
}
