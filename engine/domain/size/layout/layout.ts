/** What a model consists of, as far as memory goes: tensors, what a sequence holds in the cache, and what can be split. */

/** How tensors differ for storage: quantised checkpoints quantise `linear` and `expert`, and leave the rest. */
export type TensorRole = 'linear' | 'expert' | 'embedding' | 'head' | 'norm' | 'router' | 'bias' | 'convolution' | 'vision' | 'other';

/** Equal tensors: `copies` of `rows` x `columns`. A vector is one row. */
export interface Tensor {
  /** Path in the checkpoint, a layer's or expert's number as `*`: `model.layers.*.self_attn.q_proj`. Exclusion lists of quantised checkpoints match it. */
  readonly module: string;
  /** The layers that have it, where it stands in layers; exclusion lists may name some of them. */
  readonly layers?: readonly number[] | undefined;
  readonly rows: number;
  readonly columns: number;
  /** Over all layers and experts. */
  readonly copies: number;
  readonly role: TensorRole;
  /** Bytes a value where the checkpoint keeps its own width (4 for an fp32 router bias) whatever the rest is stored in. */
  readonly fixedBytes?: number | undefined;
}

/** What sequences hold on the GPU, a group of equal layers each. */
export type CacheGroup =
  /** Grouped attention: keys and values of every token. */
  | { readonly kind: 'full'; readonly layers: number; readonly heads: number; readonly keyWidth: number; readonly valueWidth: number }
  /** Only the last `window` tokens. */
  | {
      readonly kind: 'sliding';
      readonly layers: number;
      readonly heads: number;
      readonly keyWidth: number;
      readonly valueWidth: number;
      readonly window: number;
    }
  /** Multi-head latent attention: one latent for all heads, whole on every rank. */
  | { readonly kind: 'latent'; readonly layers: number; readonly width: number }
  /** Index keys of sparse attention (DeepSeek-V3.2): bytes a token, whole on every rank. */
  | { readonly kind: 'index'; readonly layers: number; readonly bytesPerToken: number }
  /** Linear attention and Mamba: a fixed state a sequence, split over ranks. */
  | { readonly kind: 'state'; readonly layers: number; readonly bytesPerSequence: number };

/** What tensor, pipeline and expert parallelism ask about. */
export interface SplitFacts {
  readonly layers: number;
  readonly attentionHeads: number;
  /** What they are where a model has no attention; absent: attention heads. */
  readonly headsAre?: 'channels' | undefined;
  /** Of grouped attention; undefined with latent attention, where the rule does not apply. */
  readonly keyValueHeads: number | undefined;
  /** Routed experts of a layer; 0 for a dense model. */
  readonly experts: number;
  /** Width of one routed expert. */
  readonly expertWidth: number | undefined;
}

export interface Layout {
  readonly modelType: string;
  /** `generate` models have a cache and a context; the others only weights. */
  readonly purpose: 'generate' | 'embed' | 'score' | 'transcribe' | 'see';
  readonly tensors: readonly Tensor[];
  readonly cache: readonly CacheGroup[];
  readonly split: SplitFacts;
  /** Tokens; undefined where the config does not say. */
  readonly contextLimit: number | undefined;
  /** Has a vision or audio tower beside the text model. */
  readonly multimodal: boolean;
}

/** What is missing or contradicts itself; a sentence each, with the field's name. The size is then unknown. */
export type Missing = readonly string[];
