/** Snowflake Arctic: a dense block in every layer, and a mixture beside it in every second one. */
import { decoder } from '../blocks/decoder.ts';
import { gated, routedExperts, router } from '../blocks/feed-forward.ts';
import { inside, layersWhere, norms } from '../blocks/place.ts';
import { type Family, plainNames } from '../family.ts';

/** https://huggingface.co/Snowflake/snowflake-arctic-instruct (modeling_arctic.py) */
export const arctic: Family = (fields, names = plainNames) => {
  const bias = fields.flag('attention_bias', false);
  const step = fields.countOr('moe_layer_frequency', 2);
  const beside = fields.flag('use_residual', true);
  return decoder(fields, names, {
    attention: { bias, outputBias: bias },
    feedForward: (layers, { hidden }) => {
      const width = fields.count('intermediate_size');
      const experts = fields.count('num_experts');
      const isSparse = (layer: number) => (layer + 1) % step === 0;
      const sparse = layersWhere(layers, isSparse);
      const place = inside(sparse, 'block_sparse_moe');
      return {
        experts,
        expertWidth: width,
        tensors: [
          ...gated(
            inside(
              layersWhere(layers, (layer) => !isSparse(layer)),
              'block_sparse_moe.mlp',
            ),
            { hidden, width },
            ['w1', 'w3', 'w2'],
          ),
          ...routedExperts(inside(place, 'experts'), { hidden, width, experts }, ['w1', 'w3', 'w2']),
          ...router(place, { hidden, experts }),
          // The block beside the experts is as wide as the model itself.
          ...(beside
            ? [
                ...gated(inside(sparse, 'residual_mlp'), { hidden, width: hidden }, ['w1', 'w3', 'w2']),
                ...norms(sparse, ['residual_layernorm'], { width: hidden }),
              ]
            : []),
        ],
      };
    },
  });
};
