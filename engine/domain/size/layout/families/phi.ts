/** Phi 1.5 to 4: joined maps from the third on, layer norms and biases before and in the mixtures. */
import { decoder } from '../blocks/decoder.ts';
import { dense, plain, routedExperts, router } from '../blocks/feed-forward.ts';
import { inside, matrix } from '../blocks/place.ts';
import { type Family, plainNames } from '../family.ts';

/** Phi-1.5 and 2. */
export const phi: Family = (fields, names = plainNames) =>
  decoder(fields, names, {
    attention: { bias: true, outputBias: true, names: ['q_proj', 'k_proj', 'v_proj', 'dense'] },
    feedForward: (layers, { hidden }) =>
      dense(plain(inside(layers, 'mlp'), { hidden, width: fields.countOr('intermediate_size', 4 * hidden), bias: true }, ['fc1', 'fc2'])),
    norms: ['input_layernorm'],
    finalNorm: 'final_layernorm',
    normBias: true,
    headBias: true,
    extra: (layers, { headWidth }) =>
      fields.flag('qk_layernorm', false)
        ? ['q_layernorm', 'k_layernorm'].flatMap((name) => {
            const norm = matrix(inside(layers, `self_attn.${name}`), '', { rows: 1, columns: headWidth, role: 'norm' });
            return [...norm, ...norm];
          })
        : [],
  });

/** Phi-3, 3.5 and 4: queries, keys and values one map, gate and up another. */
export const phi3: Family = (fields, names = plainNames) =>
  decoder(fields, names, {
    attention: { names: ['qkv_proj', 'o_proj'] },
    feedForward: (layers, { hidden }) => {
      const width = fields.count('intermediate_size');
      const mlp = inside(layers, 'mlp');
      return dense([
        ...matrix(mlp, 'gate_up_proj', { rows: 2 * width, columns: hidden }),
        ...matrix(mlp, 'down_proj', { rows: hidden, columns: width }),
      ]);
    },
    kinds: () => 'sliding',
  });

/** Phi-3.5-MoE: Mixtral's experts, with the biases of the older Phi. */
export const phiMoe: Family = (fields, names = plainNames) => {
  const bias = fields.flag('attention_bias', false);
  return decoder(fields, names, {
    attention: { bias, outputBias: bias },
    normBias: true,
    headBias: fields.flag('lm_head_bias', false),
    kinds: () => 'sliding',
    feedForward: (layers, { hidden }) => {
      const place = inside(layers, 'block_sparse_moe');
      const experts = fields.countOr('num_experts', 16);
      const expertWidth = fields.count('intermediate_size');
      return {
        experts,
        expertWidth,
        tensors: [
          ...routedExperts(inside(place, 'experts'), { hidden, width: expertWidth, experts }, ['w1', 'w3', 'w2']),
          ...router(place, { hidden, experts }),
        ],
      };
    },
  });
};
