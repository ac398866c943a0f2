/** Whether a number format runs: a question of engine, GPU and format together, never of two of them. */
import type { GpuModel } from '../../catalog/gpu-model.ts';
import type { Engine } from '../../endpoint.ts';
import type { Precision } from '../../precision.ts';

export interface FormatQuestion {
  readonly engine: Engine;
  readonly gpu: GpuModel;
  /** Of the weights as they are held. */
  readonly weights: Precision;
  /** `awq`, `compressed-tensors` as the checkpoint writes it; undefined where it is not quantised. */
  readonly method: string | undefined;
}

/** Why it does not run, or why nobody can say. */
export interface FormatProblem {
  readonly verdict: 'incompatible' | 'unknown';
  readonly reason: string;
  readonly change?: string | undefined;
}

export function incompatible(reason: string, change?: string): FormatProblem {
  return { verdict: 'incompatible', reason, change };
}

export function unknown(reason: string): FormatProblem {
  return { verdict: 'unknown', reason };
}
