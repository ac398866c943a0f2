/** DeepSeek's mixture: dense layers first, then routed experts beside experts that every token passes. */
import type { ConfigFields } from '../../config/fields.ts';
import { type FeedForward, gated, routedExperts, router } from './feed-forward.ts';
import { inside, layersWhere, type Place } from './place.ts';

interface Mixture {
  readonly layers: Place;
  readonly hidden: number;
  /** The router has a balancing bias in fp32. */
  readonly correction: boolean;
}

/** Also of a config without experts: then every layer is dense. */
export function sharedAndRouted(fields: ConfigFields, { layers, hidden, correction }: Mixture): FeedForward {
  const isSparse = sparsity(fields);
  const sparse = inside(layersWhere(layers, isSparse), 'mlp');
  const dense = inside(
    layersWhere(layers, (layer) => !isSparse(layer)),
    'mlp',
  );
  const experts = sparse.layers?.length ? fields.count('num_experts') : 0;
  const width = sparse.layers?.length ? fields.count('moe_intermediate_size') : undefined;
  const shared = fields.wholeOr('n_shared_experts', 0);
  return {
    experts,
    expertWidth: width,
    tensors: [
      ...(dense.layers?.length ? gated(dense, { hidden, width: fields.count('intermediate_size') }) : []),
      ...(width === undefined
        ? []
        : [
            ...routedExperts(inside(sparse, 'experts'), { hidden, width, experts }),
            ...router(sparse, { hidden, experts, correction: correction ? 'gate.e_score_correction_bias' : undefined }),
            ...(shared > 0 ? gated(inside(sparse, 'shared_experts'), { hidden, width: width * shared }) : []),
          ]),
    ],
  };
}

/** `mlp_layer_types` names them one by one; else the first are dense, and every `moe_layer_freq`-th after them has experts. */
function sparsity(fields: ConfigFields): (layer: number) => boolean {
  if (!fields.has('num_experts')) return () => false;
  const types = fields.list('mlp_layer_types');
  const dense = fields.wholeOr('first_k_dense_replace', 0);
  const pattern = fields.list('moe_layer_freq');
  if (types) return (layer) => layer >= types.length || types[layer] === 'sparse';
  if (pattern) return (layer) => layer >= pattern.length || pattern[layer] === 1;
  const step = fields.countOr('moe_layer_freq', 1);
  return (layer) => layer >= dense && layer % step === 0;
}
