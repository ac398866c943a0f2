/** Grouped attention with DeepSeek's mixture of experts, and prediction layers after the last. */
import type { ConfigFields } from '../../config/fields.ts';
import type { FamilyLayout, Names } from '../family.ts';
import { type AttentionOptions, groupedAttention } from './attention.ts';
import type { LayerKind } from './cache.ts';
import { decoder } from './decoder.ts';
import { inside, layersOf, norms } from './place.ts';
import { predictionLayers } from './prediction.ts';
import { decoderShape } from './shape.ts';
import { sharedAndRouted } from './shared-experts.ts';

export interface GroupedMixture {
  readonly attention: AttentionOptions;
  /** The router has a balancing bias in fp32. */
  readonly correction: boolean;
  readonly tied?: boolean;
  readonly kinds?: (layer: number) => LayerKind;
}

export function groupedMixture(fields: ConfigFields, names: Names, options: GroupedMixture): FamilyLayout {
  const { attention, correction, tied = false, kinds } = options;
  const shape = decoderShape(fields);
  const predicting = fields.wholeOr('num_nextn_predict_layers', 0);
  const extra = layersOf(`${names.model}.layers`, shape.layers + predicting, shape.layers);
  return decoder(fields, names, {
    tied,
    attention,
    ...(kinds ? { kinds } : {}),
    feedForward: (layers, { hidden }) => {
      const both = { ...layers, layers: [...(layers.layers ?? []), ...(extra.layers ?? [])] };
      return sharedAndRouted(fields, { layers: both, hidden, correction });
    },
    extra: () => [
      ...groupedAttention(inside(extra, 'self_attn'), shape, attention),
      ...norms(extra, ['input_layernorm', 'post_attention_layernorm'], { width: shape.hidden }),
      ...predictionLayers(extra, shape),
    ],
  });
}
