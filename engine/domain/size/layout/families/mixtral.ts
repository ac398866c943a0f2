/** Mixtral: every layer a mixture, whose expert width is `intermediate_size`. */
import { decoder } from '../blocks/decoder.ts';
import { routedExperts, router } from '../blocks/feed-forward.ts';
import { inside } from '../blocks/place.ts';
import { type Family, plainNames } from '../family.ts';

export const mixtral: Family = (fields, names = plainNames) =>
  decoder(fields, names, {
    kinds: () => 'sliding',
    feedForward: (layers, { hidden }) => {
      const place = inside(layers, 'block_sparse_moe');
      const experts = fields.count('num_experts');
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
