/** Llama 4: a mixture with a shared expert in every or every second layer; most layers attend within chunks. */
import type { ConfigFields } from '../../config/fields.ts';
import { keyValueCache, type LayerKind, layerKinds } from '../blocks/cache.ts';
import { decoder } from '../blocks/decoder.ts';
import { type FeedForward, gated, routedExperts, router } from '../blocks/feed-forward.ts';
import { inside, layersWhere, type Place } from '../blocks/place.ts';
import { type Family, plainNames } from '../family.ts';

export const llama4: Family = (fields, names = plainNames) => {
  const bias = fields.flag('attention_bias', false);
  const chunk = fields.countOr('attention_chunk_size', 8192);
  return decoder(fields, names, {
    attention: { bias, outputBias: bias },
    feedForward: (layers, { hidden }) => mixture(fields, layers, hidden),
    cache: (shape) => keyValueCache(layerKinds(fields, shape.layers, chunked(fields)), shape, chunk),
  });
};

/** Layers without rotary positions see all; `no_rope_layers` marks them with 0, and every fourth is one where it is empty. */
function chunked(fields: ConfigFields): (layer: number) => LayerKind {
  const rotary = fields.list('no_rope_layers') ?? [];
  const interval = fields.countOr('no_rope_layer_interval', 4);
  return (layer) => {
    const isRotary = rotary.length > 0 ? rotary[layer] !== 0 : (layer + 1) % interval !== 0;
    return isRotary ? 'sliding' : 'full';
  };
}

function mixture(fields: ConfigFields, layers: Place, hidden: number): FeedForward {
  const step = fields.countOr('interleave_moe_layer_step', 1);
  const listed = fields.list('moe_layers');
  const isSparse = (layer: number) => (listed ? listed.includes(layer) : (layer + 1) % step === 0);
  const sparse = inside(layersWhere(layers, isSparse), 'feed_forward');
  const dense = inside(
    layersWhere(layers, (layer) => !isSparse(layer)),
    'feed_forward',
  );
  const experts = fields.count('num_experts');
  const expertWidth = fields.count('intermediate_size');
  return {
    experts,
    expertWidth,
    tensors: [
      ...(dense.layers?.length ? gated(dense, { hidden, width: fields.count('intermediate_size_mlp') }) : []),
      ...routedExperts(inside(sparse, 'experts'), { hidden, width: expertWidth, experts }),
      ...router(sparse, { hidden, experts }, 'router'),
      ...gated(inside(sparse, 'shared_expert'), { hidden, width: expertWidth }),
    ],
  };
}
