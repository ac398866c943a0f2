/** Qwen2 and 2.5: biases on queries, keys and values; windows only where they are switched on. */
import type { ConfigFields } from '../../config/fields.ts';
import { type DecoderOptions, decoder } from '../blocks/decoder.ts';
import { type FeedForward, gated, routedExperts, router } from '../blocks/feed-forward.ts';
import { inside, layersWhere, matrix, type Place } from '../blocks/place.ts';
import type { DecoderShape } from '../blocks/shape.ts';
import { type Family, plainNames } from '../family.ts';
import { windowSwitch } from './qwen-window.ts';

export const qwen2: Family = (fields, names = plainNames) => decoder(fields, names, { ...windowSwitch(fields), attention: { bias: true } });

export const qwen2Moe: Family = (fields, names = plainNames) => {
  const options: DecoderOptions = {
    ...windowSwitch(fields),
    attention: { bias: fields.flag('qkv_bias', true) },
    feedForward: (layers, shape) => withSharedExpert(fields, layers, shape),
  };
  return decoder(fields, names, options);
};

/** Routed experts in every `decoder_sparse_step`-th layer, beside one shared expert with its own gate. */
function withSharedExpert(fields: ConfigFields, layers: Place, { hidden }: DecoderShape): FeedForward {
  const { sparse, dense } = sparseLayers(fields, layers);
  const experts = fields.count('num_experts');
  const expertWidth = fields.count('moe_intermediate_size');
  const mlp = inside(sparse, 'mlp');
  return {
    experts,
    expertWidth,
    tensors: [
      ...denseLayers(fields, dense, hidden),
      ...routedExperts(inside(mlp, 'experts'), { hidden, width: expertWidth, experts }),
      ...router(mlp, { hidden, experts }),
      ...gated(inside(mlp, 'shared_expert'), { hidden, width: fields.count('shared_expert_intermediate_size') }),
      ...matrix(mlp, 'shared_expert_gate', { rows: 1, columns: hidden, role: 'router' }),
    ],
  };
}

/** `mlp_only_layers` are dense whatever their number. */
export function sparseLayers(fields: ConfigFields, layers: Place): { sparse: Place; dense: Place } {
  const step = fields.countOr('decoder_sparse_step', 1);
  const only = new Set(fields.list('mlp_only_layers') ?? []);
  const isSparse = (layer: number) => !only.has(layer) && (layer + 1) % step === 0;
  return { sparse: layersWhere(layers, isSparse), dense: layersWhere(layers, (layer) => !isSparse(layer)) };
}

export function denseLayers(fields: ConfigFields, layers: Place, hidden: number) {
  return layers.layers?.length ? gated(inside(layers, 'mlp'), { hidden, width: fields.count('intermediate_size') }) : [];
}
