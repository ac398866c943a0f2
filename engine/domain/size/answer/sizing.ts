/** What sizing answers. */
import type { FitAlternative } from '../../../contract/views/fit.ts';
import type { Precision } from '../../precision.ts';
import type { Budget } from '../budget/room.ts';
import type { Weights } from '../weights/weights.ts';

export interface Sizing {
  readonly verdict: 'fits' | 'does_not_fit' | 'incompatible' | 'unknown';
  /** One sentence with the number that decides. */
  readonly reason: string;
  /** The reason, then what else one should know. */
  readonly reasons: readonly string[];
  /** The nearest change that would help. */
  readonly change?: string | undefined;
  readonly budget?: Budget | undefined;
  /** True when no estimate is involved: the tensors do not split, or the weights alone exceed the memory. */
  readonly impossible: boolean;
  /** What was computed with; absent where it did not come so far. */
  readonly facts?: SizingFacts | undefined;
}

export interface SizingFacts {
  readonly weights: Weights;
  /** In which the engine holds the weights. */
  readonly precision: Precision;
  /** Of the whole model, in layers without a window. */
  readonly kvBytesPerToken: number;
  /** The context that was judged; 0 for a model that generates nothing. */
  readonly context: number;
}

/** A sizing with all that follows from it. */
export interface FitFacts extends Sizing {
  /** Tensor-parallel sizes up to 16 that the engine does not refuse, whatever the memory. */
  readonly validTensorParallel: readonly number[];
  /** Fewest of these GPUs that hold it; undefined where 16 are too few, or it is not known. */
  readonly minGpuCount?: number | undefined;
  /** How these are divided. */
  readonly smallestGroup?: { readonly tensorParallel: number; readonly pipelineParallel: number } | undefined;
  /** The longest context that fits at this concurrency. */
  readonly maxModelLength?: number | undefined;
  /** Sequences of the asked context that fit at once. */
  readonly maxConcurrency?: number | undefined;
  /** The nearest change of each kind that fits, the smallest first; empty where it fits, or no change is known that would. */
  readonly alternatives: readonly FitAlternative[];
}
