/** Granite's mixtures: gate and up of an expert in one map, and in some a shared block beside them. */
import type { ConfigFields } from '../../config/fields.ts';
import { decoder } from '../blocks/decoder.ts';
import type { FeedForward } from '../blocks/feed-forward.ts';
import { inside, matrix, type Place } from '../blocks/place.ts';
import { type Family, plainNames } from '../family.ts';

export const graniteMoe: Family = (fields, names = plainNames) => {
  const bias = fields.flag('attention_bias', false);
  return decoder(fields, names, {
    attention: { bias, outputBias: bias },
    feedForward: (layers, { hidden }) => graniteMixture(fields, layers, hidden),
  });
};

/** A model without experts has the shared block alone. */
export function graniteMixture(fields: ConfigFields, layers: Place, hidden: number): FeedForward {
  const experts = fields.wholeOr('num_experts', 0);
  const expertWidth = experts > 0 ? fields.count('intermediate_size') : undefined;
  const shared = fields.wholeOr('shared_intermediate_size', 0);
  const place = inside(layers, 'block_sparse_moe');
  const expert = { role: 'expert', times: experts } as const;
  return {
    experts,
    expertWidth,
    tensors: [
      ...(expertWidth === undefined
        ? []
        : [
            ...matrix(place, 'input_linear', { ...expert, rows: 2 * expertWidth, columns: hidden }),
            ...matrix(place, 'output_linear', { ...expert, rows: hidden, columns: expertWidth }),
            ...matrix(place, 'router.layer', { rows: experts, columns: hidden, role: 'router' }),
          ]),
      ...(shared > 0
        ? [
            ...matrix(layers, 'shared_mlp.input_linear', { rows: 2 * shared, columns: hidden }),
            ...matrix(layers, 'shared_mlp.output_linear', { rows: hidden, columns: shared }),
          ]
        : []),
    ],
  };
}
