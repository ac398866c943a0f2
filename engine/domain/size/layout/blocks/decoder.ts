/** The decoder that most language models are: embeddings, equal layers of attention and feed-forward, a norm, a head. */
import type { ConfigFields } from '../../config/fields.ts';
import type { FamilyLayout, Names } from '../family.ts';
import type { CacheGroup, Tensor } from '../layout.ts';
import { type AttentionOptions, groupedAttention } from './attention.ts';
import { keyValueCache, type LayerKind, layerKinds, slidingWindow } from './cache.ts';
import { contextLimit } from './context.ts';
import { dense, type FeedForward, gated } from './feed-forward.ts';
import { ends } from './head.ts';
import { inside, layersOf, norms, type Place } from './place.ts';
import { type DecoderShape, decoderShape } from './shape.ts';

/** How a type departs from LLaMA; what is not said is as LLaMA has it. */
export interface DecoderOptions {
  /** Numbers that the type has instead of what the fields say (one key-value head for all). */
  readonly shape?: Partial<DecoderShape>;
  /** Whether the output layer is the embedding where the config does not say. */
  readonly tied?: boolean;
  readonly attention?: AttentionOptions;
  readonly attentionModule?: string;
  /** In place of grouped attention in every layer. */
  readonly mixer?: (layers: Place, shape: DecoderShape) => readonly Tensor[];
  readonly feedForward?: (layers: Place, shape: DecoderShape) => FeedForward;
  /** Norms of a layer. */
  readonly norms?: readonly string[];
  readonly finalNorm?: string;
  readonly normBias?: boolean;
  readonly stack?: string;
  readonly embedding?: string;
  readonly headBias?: boolean;
  /** A reward model's head, where its architecture is one: two layers, or one map to a value. */
  readonly rewardHead?: 'layered' | 'single';
  /** What a type has beside all this. */
  readonly extra?: (layers: Place, shape: DecoderShape) => readonly Tensor[];
  /** Which layers have a window where `layer_types` is not written. */
  readonly kinds?: (layer: number) => LayerKind;
  readonly cache?: (shape: DecoderShape) => readonly CacheGroup[];
}

export function decoder(fields: ConfigFields, names: Names, options: DecoderOptions = {}): FamilyLayout {
  const shape = { ...decoderShape(fields), ...options.shape };
  const layers = layersOf(`${names.model}.${options.stack ?? 'layers'}`, shape.layers);
  const feedForward = options.feedForward?.(layers, shape) ?? gatedAsSaid(fields, layers, shape);
  const { tensors, purpose } = ends(fields, names, { ...shape, tied: options.tied ?? false, ...pick(options) });
  return {
    purpose,
    tensors: [
      ...tensors,
      ...(options.mixer?.(layers, shape) ??
        groupedAttention(inside(layers, options.attentionModule ?? 'self_attn'), shape, options.attention)),
      ...feedForward.tensors,
      ...normsOf(names, layers, shape.hidden, options),
      ...(options.extra?.(layers, shape) ?? []),
    ],
    cache: purpose === 'generate' ? (options.cache?.(shape) ?? cacheOf(fields, shape, options)) : [],
    split: {
      layers: shape.layers,
      attentionHeads: shape.heads,
      keyValueHeads: shape.keyValueHeads,
      experts: feedForward.experts,
      expertWidth: feedForward.expertWidth,
    },
    contextLimit: contextLimit(fields),
  };
}

function gatedAsSaid(fields: ConfigFields, layers: Place, { hidden }: DecoderShape): FeedForward {
  const width = fields.count('intermediate_size');
  return dense(gated(inside(layers, 'mlp'), { hidden, width, bias: fields.flag('mlp_bias', false) }));
}

function normsOf(names: Names, layers: Place, width: number, options: DecoderOptions): Tensor[] {
  const shape = { width, bias: options.normBias };
  return [
    ...norms(layers, options.norms ?? ['input_layernorm', 'post_attention_layernorm'], shape),
    ...norms({ path: names.model }, [options.finalNorm ?? 'norm'], shape),
  ];
}

function cacheOf(fields: ConfigFields, shape: DecoderShape, { kinds }: DecoderOptions): CacheGroup[] {
  return keyValueCache(layerKinds(fields, shape.layers, kinds), shape, slidingWindow(fields));
}

function pick({ embedding, headBias, rewardHead }: DecoderOptions) {
  return { embedding, headBias, rewardHead };
}
