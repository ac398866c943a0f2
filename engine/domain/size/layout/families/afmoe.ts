/** Trinity (AFMoE): gated attention, norms before and after each half, experts after the first layers. */
import { decoder } from '../blocks/decoder.ts';
import { gated, routedExperts, router } from '../blocks/feed-forward.ts';
import { inSingle, inside, layersWhere, matrix, vector } from '../blocks/place.ts';
import { type Family, plainNames } from '../family.ts';

export const afmoe: Family = (fields, names = plainNames) => {
  const every = fields.countOr('global_attn_every_n_layers', 4);
  const first = fields.wholeOr('num_dense_layers', 1);
  const bias = fields.flag('attention_bias', false);
  return decoder(fields, names, {
    attention: { bias, outputBias: bias, norm: 'head' },
    norms: ['input_layernorm', 'post_attention_layernorm', 'pre_mlp_layernorm', 'post_mlp_layernorm'],
    kinds: (layer) => ((layer + 1) % every === 0 ? 'full' : 'sliding'),
    extra: (layers, { hidden, heads, headWidth }) =>
      matrix(inside(layers, 'self_attn'), 'gate_proj', { rows: heads * headWidth, columns: hidden }),
    feedForward: (layers, { hidden }) => {
      const mlp = inside(
        layersWhere(layers, (layer) => layer >= first),
        'mlp',
      );
      const experts = fields.count('num_experts');
      const width = fields.count('moe_intermediate_size');
      const shared = fields.wholeOr('n_shared_experts', 1);
      return {
        experts,
        expertWidth: width,
        tensors: [
          ...gated(
            inside(
              layersWhere(layers, (layer) => layer < first),
              'mlp',
            ),
            { hidden, width: fields.count('intermediate_size') },
          ),
          ...routedExperts(inside(mlp, 'experts'), { hidden, width, experts }),
          ...router(mlp, { hidden, experts }, 'router.gate'),
          ...inSingle(vector(mlp, 'expert_bias', experts, 'router')),
          ...(shared > 0 ? gated(inside(mlp, 'shared_experts'), { hidden, width: width * shared }) : []),
        ],
      };
    },
  });
};
