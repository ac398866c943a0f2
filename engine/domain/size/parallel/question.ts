/** How a model is to be divided over GPUs: what the rules of this folder are asked. */
import type { GpuModel } from '../../catalog/gpu-model.ts';
import type { Engine } from '../../endpoint.ts';
import type { Quantization } from '../config/quantization/quantization.ts';
import type { Layout } from '../layout/layout.ts';

export interface SplitQuestion {
  readonly layout: Layout;
  readonly quantization: Quantization | undefined;
  readonly engine: Engine;
  readonly gpu: GpuModel;
  readonly tensorParallel: number;
  readonly pipelineParallel: number;
  readonly expertParallel: boolean;
}

/** A rule's objection, and what would meet it. */
export interface SplitProblem {
  readonly reason: string;
  readonly change?: string | undefined;
}
