/** Grok 1 and 2: norms before and after each half; Grok 2 has a dense block beside the experts. */
import { decoder } from '../blocks/decoder.ts';
import { gated, routedExperts, router } from '../blocks/feed-forward.ts';
import { inside } from '../blocks/place.ts';
import { type Family, plainNames } from '../family.ts';

/** https://huggingface.co/xai-org/grok-2, SGLang (grok.py) */
export const grok: Family = (fields, names = plainNames) =>
  decoder(fields, names, {
    tied: true,
    norms: ['pre_attn_norm', 'post_attn_norm', 'pre_moe_norm', 'post_moe_norm'],
    feedForward: (layers, { hidden }) => {
      const place = inside(layers, 'block_sparse_moe');
      const experts = fields.count('num_experts');
      const width = fields.countOr('moe_intermediate_size', fields.count('intermediate_size'));
      const beside = fields.flag('residual_moe', false);
      return {
        experts,
        expertWidth: width,
        tensors: [
          ...routedExperts(inside(place, 'experts'), { hidden, width, experts }, ['w1', 'w3', 'w2']),
          ...router(place, { hidden, experts }),
          ...(beside ? gated(inside(layers, 'mlp'), { hidden, width: fields.count('intermediate_size') }) : []),
        ],
      };
    },
  });
