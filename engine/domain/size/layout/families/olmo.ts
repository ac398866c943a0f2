/** OLMo: norms without weights at first, later after each half instead of before it. */
import type { ConfigFields } from '../../config/fields.ts';
import { decoder } from '../blocks/decoder.ts';
import { routedExperts, router } from '../blocks/feed-forward.ts';
import { inside } from '../blocks/place.ts';
import { type Family, type FamilyLayout, type Names, plainNames } from '../family.ts';

export const olmo: Family = (fields, names = plainNames) => {
  const bias = fields.flag('attention_bias', false);
  const layout = decoder(fields, names, { attention: { bias, outputBias: bias } });
  return { ...layout, tensors: layout.tensors.filter(({ role }) => role !== 'norm') };
};

/** OLMo 2 and 3; the third has windows in three layers of four. */
export const olmo2: Family = (fields, names = plainNames) => {
  const bias = fields.flag('attention_bias', false);
  return decoder(fields, names, {
    attention: { bias, outputBias: bias, norm: 'all' },
    norms: ['post_attention_layernorm', 'post_feedforward_layernorm'],
    kinds: (layer) => ((layer + 1) % 4 === 0 ? 'full' : 'sliding'),
  });
};

export const olmoe: Family = (fields, names = plainNames) => mixture(fields, names, ['input_layernorm', 'post_attention_layernorm']);

export const flexOlmo: Family = (fields, names = plainNames) =>
  mixture(fields, names, ['post_attention_layernorm', 'post_feedforward_layernorm']);

function mixture(fields: ConfigFields, names: Names, norms: readonly string[]): FamilyLayout {
  const bias = fields.flag('attention_bias', false);
  return decoder(fields, names, {
    norms,
    attention: { bias, outputBias: bias, norm: 'all' },
    feedForward: (layers, { hidden }) => {
      const mlp = inside(layers, 'mlp');
      const experts = fields.count('num_experts');
      const expertWidth = fields.count('intermediate_size');
      return {
        experts,
        expertWidth,
        tensors: [...routedExperts(inside(mlp, 'experts'), { hidden, width: expertWidth, experts }), ...router(mlp, { hidden, experts })],
      };
    },
  });
}
