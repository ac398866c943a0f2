/** Command A's mixtures: one norm, windows in three layers of four, experts of width `intermediate_size`. */
import { decoder } from '../blocks/decoder.ts';
import { gated, routedExperts, router } from '../blocks/feed-forward.ts';
import { inside, layersWhere } from '../blocks/place.ts';
import { type Family, plainNames } from '../family.ts';

export const cohere2Moe: Family = (fields, names = plainNames) => {
  const bias = fields.flag('attention_bias', false);
  const pattern = fields.countOr('sliding_window_pattern', 4);
  const types = fields.list('mlp_layer_types');
  const isSparse = (layer: number) => types === undefined || types[layer] === 'sparse';
  return decoder(fields, names, {
    tied: true,
    attention: { bias, outputBias: bias },
    norms: ['input_layernorm'],
    kinds: (layer) => ((layer + 1) % pattern === 0 ? 'full' : 'sliding'),
    feedForward: (layers, { hidden }) => {
      const mlp = inside(layersWhere(layers, isSparse), 'mlp');
      const experts = fields.count('num_experts');
      const width = fields.count('intermediate_size');
      const shared = fields.wholeOr('n_shared_experts', 0);
      const first = inside(
        layersWhere(layers, (layer) => !isSparse(layer)),
        'mlp',
      );
      return {
        experts,
        expertWidth: width,
        tensors: [
          ...(first.layers?.length ? gated(first, { hidden, width: fields.countOr('prefix_dense_intermediate_size', width) }) : []),
          ...routedExperts(inside(mlp, 'experts'), { hidden, width, experts }),
          ...router(mlp, { hidden, experts }),
          ...(shared > 0 ? gated(inside(mlp, 'shared_experts'), { hidden, width: width * shared }) : []),
        ],
      };
    },
  });
};
