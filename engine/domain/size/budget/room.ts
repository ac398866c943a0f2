/** What a budget is made of, whichever engine divides the memory. */
import type { GpuModel } from '../../catalog/gpu-model.ts';
import type { Engine } from '../../endpoint.ts';
import type { BytesPerValue } from '../cache/cache-cost.ts';
import type { Layout } from '../layout/layout.ts';

/** Bytes on each GPU of the group. */
export interface Budget {
  /** What the GPU has. */
  readonly total: number;
  /** What the engine allows itself of it: vLLM for everything, SGLang for weights and cache. */
  readonly allowed: number;
  readonly weights: number;
  /** Working memory of a step, an estimate. Inside `allowed` in vLLM, outside in SGLang. */
  readonly activation: number;
  /** Outside the framework's allocator and inside `allowed`: collectives, the driver's context. */
  readonly other: number;
  /** Captured graphs, an estimate. They come on top of `allowed`. */
  readonly graphs: number;
  /** Of the sequences asked for. */
  readonly kv: number;
  /** What remains of `allowed` for more; negative: what is missing. */
  readonly free: number;
}

/** The part of a budget that depends on no sequence. */
export type Room = Omit<Budget, 'kv' | 'free'>;

export interface BudgetRequest {
  readonly layout: Layout;
  readonly engine: Engine;
  readonly gpu: GpuModel;
  readonly gpuBytes: number;
  /** On the fullest GPU, as the engine holds them. */
  readonly weights: number;
  readonly tensorParallel: number;
  readonly pipelineParallel: number;
  /** Undefined: the engine's default. */
  readonly utilization: number | undefined;
  /** Undefined: the engine's default for this GPU. */
  readonly batchedTokens: number | undefined;
  readonly batchedSequences: number | undefined;
  readonly bytesPerValue: BytesPerValue;
}

/** Tokens of the longest sequence, and how many such sequences are held at once. */
export interface Load {
  readonly tokens: number;
  readonly sequences: number;
}
