/** DeepSeek-V2, V3 and V3.2, and those built like them: latent attention, shared and routed experts, prediction layers. */
import type { ConfigFields } from '../../config/fields.ts';
import { contextLimit } from '../blocks/context.ts';
import { groupedMixture } from '../blocks/grouped-mixture.ts';
import { ends } from '../blocks/head.ts';
import { indexCache, indexer, type LatentShape, latentAttention, latentCache, latentShape } from '../blocks/latent-attention.ts';
import { inside, layersOf, norms, type Place } from '../blocks/place.ts';
import { predictionLayers } from '../blocks/prediction.ts';
import { sharedAndRouted } from '../blocks/shared-experts.ts';
import { type Family, type FamilyLayout, type Names, plainNames } from '../family.ts';
import type { Tensor } from '../layout.ts';

/** The small ones inside DeepSeek-VL2 and DeepSeek-OCR have plain attention (`use_mla` false). */
export const deepseekV2: Family = (fields, names = plainNames) =>
  fields.flag('use_mla', true)
    ? latentDecoder(fields, names, { correction: false, indexed: none })
    : groupedMixture(fields, names, { attention: {}, correction: false });

export const deepseekV3: Family = (fields, names = plainNames) => latentDecoder(fields, names, { correction: true, indexed: none });

export const deepseekV32: Family = (fields, names = plainNames) => latentDecoder(fields, names, { correction: true, indexed: all });

/** MiniCPM 3 has no experts and ties its output layer. */
export const minicpm3: Family = (fields, names = plainNames) =>
  latentDecoder(fields.withDefaults({ v_head_dim: fields.raw('qk_nope_head_dim') }), names, {
    correction: false,
    indexed: none,
    tied: true,
  });

/** GLM-5 runs the indexer in some layers and shares what it found with the next ones (GLM-5.2: `indexer_types`). */
export const glmMoeDsa: Family = (fields, names = plainNames) => {
  const types = fields.list('indexer_types');
  const indexed = (layer: number) => types === undefined || types[layer] !== 'shared';
  return latentDecoder(fields, names, { correction: true, indexed, sharedEnds: true });
};

interface LatentOptions {
  /** The router has a balancing bias in fp32. */
  readonly correction: boolean;
  /** Which layers have an indexer. */
  readonly indexed: (layer: number) => boolean;
  readonly tied?: boolean;
  /** Prediction layers use the embedding and the head of the model: the files do not repeat them. */
  readonly sharedEnds?: boolean;
}

const none = () => false;
const all = () => true;

function latentDecoder(fields: ConfigFields, names: Names, options: LatentOptions): FamilyLayout {
  const hidden = fields.count('hidden_size');
  const heads = fields.count('num_attention_heads');
  const count = fields.count('num_hidden_layers');
  const vocabulary = fields.count('vocab_size');
  const predicting = fields.wholeOr('num_nextn_predict_layers', 0);
  const shape = latentShape(fields, { hidden, heads });
  const layers = layersOf(`${names.model}.layers`, count);
  const extra = layersOf(`${names.model}.layers`, count + predicting, count);
  const mixture = sharedAndRouted(fields, { layers: { ...layers, layers: joined(layers, extra) }, hidden, correction: options.correction });
  const { tensors, purpose } = ends(fields, names, { hidden, vocabulary, tied: options.tied ?? false });
  const indexed = layers.layers?.filter(options.indexed).length ?? 0;
  return {
    purpose,
    tensors: [
      ...tensors,
      ...attention(fields, layers, { shape, options }),
      ...attention(fields, extra, { shape, options }),
      ...mixture.tensors,
      ...predictionLayers(extra, { hidden, vocabulary, ends: !options.sharedEnds }),
      ...norms({ path: names.model }, ['norm'], { width: hidden }),
    ],
    cache: purpose === 'generate' ? [...latentCache(count, shape), ...indexCache(indexed, fields)] : [],
    split: { layers: count, attentionHeads: heads, keyValueHeads: undefined, experts: mixture.experts, expertWidth: mixture.expertWidth },
    contextLimit: contextLimit(fields),
  };
}

function attention(fields: ConfigFields, layers: Place, { shape, options }: { shape: LatentShape; options: LatentOptions }): Tensor[] {
  const place = inside(layers, 'self_attn');
  const indexed = { ...place, layers: layers.layers?.filter(options.indexed) };
  return [
    ...latentAttention(place, shape, fields.flag('attention_bias', false)),
    ...(indexed.layers?.length ? indexer(indexed, fields, shape) : []),
    ...norms(layers, ['input_layernorm', 'post_attention_layernorm'], { width: shape.hidden }),
  ];
}

function joined(first: Place, second: Place): number[] {
  return [...(first.layers ?? []), ...(second.layers ?? [])];
}
