/** What a model's weights take: in its checkpoint, in the engine, and on one GPU of a group. */
import type { Precision } from '../../precision.ts';
import type { Missing } from '../layout/layout.ts';

/** How the weights are divided over GPUs; 1 and false where not said. */
export interface Split {
  readonly tensorParallel: number;
  readonly pipelineParallel?: number | undefined;
  /** Whole experts on each GPU instead of a part of every expert. */
  readonly expertParallel?: boolean | undefined;
}

/** Where the bytes are from: the index's total, the files' sizes, the shapes that the config implies, or a GGUF header. */
export type WeightsBasis = 'index' | 'files' | 'shapes' | 'gguf';

export interface Weights {
  /** Of the checkpoint; under a quantisation on loading what is left of it. */
  readonly bytes: number;
  readonly parameters: number;
  /** The format of most linear layers once loaded. */
  readonly precision: Precision;
  readonly basis: WeightsBasis;
  /** What the engine holds over all GPUs of one group with everything split and nothing repeated: with padding, without what it skips. */
  readonly loadedBytes: number;
  /** What a person should know of these numbers, a sentence each. */
  readonly notes: readonly string[];
  /** Loaded bytes on the GPU that holds most. */
  readonly bytesPerRank: (split: Split) => number;
}

export type WeightsAnswer = { readonly ok: true; readonly weights: Weights } | { readonly ok: false; readonly missing: Missing };
