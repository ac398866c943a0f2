/** Mixtures that differ from the known ones by a name or a norm: dots, EXAONE, Solar, Ling, Hunyuan, ERNIE. */

import type { ConfigFields } from '../../config/fields.ts';
import { decoder } from '../blocks/decoder.ts';
import type { FeedForward } from '../blocks/feed-forward.ts';
import { dense, gated, routedExperts, router } from '../blocks/feed-forward.ts';
import { groupedMixture } from '../blocks/grouped-mixture.ts';
import { inside, layersWhere, type Place } from '../blocks/place.ts';
import { type Family, plainNames } from '../family.ts';

export const dots1: Family = (fields, names = plainNames) =>
  groupedMixture(fields, names, { attention: { bias: fields.flag('attention_bias', false), norm: 'head' }, correction: true });

export const exaoneMoe: Family = (fields, names = plainNames) => {
  const pattern = fields.raw('sliding_window_pattern');
  const every = typeof pattern === 'string' ? pattern.length : fields.countOr('sliding_window_pattern', 4);
  const kinds = (layer: number) => ((layer + 1) % every === 0 ? 'full' : 'sliding');
  return groupedMixture(fields, names, { attention: { norm: 'head' }, correction: true, kinds });
};

export const solarOpen: Family = (fields, names = plainNames) =>
  groupedMixture(fields, names, { attention: { bias: fields.flag('attention_bias', false) }, correction: true });

/** Ling 1 and 2: one map for queries, keys and values. https://huggingface.co/inclusionAI/Ling-mini-2.0 (modeling_bailing_moe_v2.py) */
export const bailingMoe: Family = (fields, names = plainNames) =>
  groupedMixture(fields, names, {
    attention: {
      names: ['query_key_value', 'dense'],
      bias: fields.flag('use_qkv_bias', false),
      outputBias: fields.flag('use_bias', false),
      norm: fields.flag('use_qk_norm', false) ? 'head' : undefined,
    },
    correction: fields.flag('moe_router_enable_expert_bias', false),
  });

export const hunyuanV3: Family = (fields, names = plainNames) =>
  groupedMixture(fields, names, { attention: { bias: fields.flag('attention_bias', false), norm: 'head' }, correction: true });

/** Hunyuan v1: norms after the rotation, experts in every layer of the mixtures. */
export const hunyuanDense: Family = (fields, names = plainNames) => {
  const bias = fields.flag('attention_bias', false);
  return decoder(fields, names, {
    tied: fields.flag('tie_word_embeddings', false),
    attention: { bias, outputBias: bias, ...hunyuanNorm(fields) },
  });
};

export const hunyuanMoe: Family = (fields, names = plainNames) => {
  const bias = fields.flag('attention_bias', false);
  return decoder(fields, names, {
    attention: { bias, outputBias: bias, ...hunyuanNorm(fields) },
    feedForward: (layers, { hidden }) => hunyuanMixture(fields, layers, hidden),
  });
};

function hunyuanNorm(fields: ConfigFields) {
  return { norm: fields.flag('use_qk_norm', true) ? 'head' : undefined, normNames: ['query_layernorm', 'key_layernorm'] } as const;
}

function hunyuanMixture(fields: ConfigFields, layers: Place, hidden: number): FeedForward {
  const mlp = inside(layers, 'mlp');
  const experts = fields.count('num_experts');
  const width = firstOf(fields, 'moe_intermediate_size') ?? fields.count('intermediate_size');
  const shared = firstOf(fields, 'num_shared_expert') ?? 1;
  if (experts === 1) return dense(gated(mlp, { hidden, width: fields.count('intermediate_size') }));
  return {
    experts,
    expertWidth: width,
    tensors: [
      ...routedExperts(inside(mlp, 'experts'), { hidden, width, experts }),
      ...router(mlp, { hidden, experts }, 'gate.wg'),
      ...(fields.flag('use_mixed_mlp_moe', true)
        ? gated(inside(mlp, 'shared_mlp'), { hidden, width: fields.count('intermediate_size') * shared })
        : []),
    ],
  };
}

/** Some write one number for each layer, all the same. */
function firstOf(fields: ConfigFields, field: string): number | undefined {
  const list = fields.list(field);
  if (!list) return fields.countOr(field, undefined);
  const [first] = list;
  if (typeof first === 'number' && Number.isInteger(first) && first > 0 && list.every((each) => each === first)) return first;
  return fields.problem(`${field} differs from layer to layer.`);
}

/** ERNIE 4.5: the output layer is the embedding, biases where `use_bias` says so. */
export const ernie45: Family = (fields, names = plainNames) => {
  const bias = fields.flag('use_bias', false);
  return decoder(fields, names, {
    tied: true,
    attention: { bias, outputBias: bias },
    feedForward: (layers, { hidden }) => dense(gated(inside(layers, 'mlp'), { hidden, width: fields.count('intermediate_size'), bias })),
  });
};

export const ernie45Moe: Family = (fields, names = plainNames) => {
  const bias = fields.flag('use_bias', false);
  return decoder(fields, names, {
    tied: true,
    attention: { bias, outputBias: bias },
    feedForward: (layers, { hidden }) => ernieMixture(fields, layers, { hidden, bias }),
  });
};

function ernieMixture(fields: ConfigFields, layers: Place, { hidden, bias }: { hidden: number; bias: boolean }): FeedForward {
  const first = fields.wholeOr('moe_layer_start_index', 1);
  const said = fields.raw('moe_layer_end_index');
  const last = said === -1 || said === undefined ? Number.POSITIVE_INFINITY : fields.wholeOr('moe_layer_end_index', 0);
  const step = fields.countOr('moe_layer_interval', 1);
  const isSparse = (layer: number) => layer >= first && layer <= last && (layer + 1) % step === 0;
  const mlp = inside(layersWhere(layers, isSparse), 'mlp');
  const experts = fields.count('num_experts');
  const width = fields.count('moe_intermediate_size');
  const shared = fields.wholeOr('n_shared_experts', 0);
  return {
    experts,
    expertWidth: width,
    tensors: [
      ...gated(
        inside(
          layersWhere(layers, (layer) => !isSparse(layer)),
          'mlp',
        ),
        { hidden, width: fields.count('intermediate_size'), bias },
      ),
      ...routedExperts(inside(mlp, 'experts'), { hidden, width, experts, bias }),
      ...router(mlp, { hidden, experts, correction: 'moe_statics.e_score_correction_bias' }),
      ...(shared > 0 ? gated(inside(mlp, 'shared_experts'), { hidden, width: width * shared, bias }) : []),
    ],
  };
}
