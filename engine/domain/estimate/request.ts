import type { GpuModel } from '../catalog/gpu-model.ts';
import type { Engine } from '../endpoint.ts';
import type { Precision } from '../precision.ts';
import type { ModelFacts } from '../size/model.ts';
import type { Weights } from '../size/weights/weights.ts';

/** One way of running a model, as sizing found that it fits. */
export interface EstimateRequest {
  readonly model: ModelFacts;
  readonly gpu: GpuModel;
  readonly engine: Engine;
  /** As the engine holds them. */
  readonly weights: Weights;
  /** In which it holds them. */
  readonly precision: Precision;
  readonly tensorParallel: number;
  readonly pipelineParallel?: number | undefined;
  readonly expertParallel?: boolean | undefined;
  readonly kvCacheDtype?: 'auto' | 'fp8' | undefined;
  /** Sequences that are answered at once; undefined: 1. */
  readonly concurrency?: number | undefined;
  /** Tokens of a prompt; undefined: 1,024, or what the context leaves room for. */
  readonly promptTokens?: number | undefined;
  /** Tokens of an answer; undefined: 256. */
  readonly outputTokens?: number | undefined;
  /** Tokens of the longest sequence: a prompt is not longer. */
  readonly context?: number | undefined;
  /** Of one GPU. */
  readonly pricePerHour?: number | undefined;
}

/** How long prompts and answers are taken to be. */
export interface Traffic {
  readonly sequences: number;
  readonly prompt: number;
  readonly output: number;
  /** Tokens that a sequence holds in the middle of its answer. */
  readonly held: number;
}

export function trafficOf({ concurrency = 1, promptTokens = 1024, outputTokens = 256, context }: EstimateRequest): Traffic {
  const room = context && context > 0 ? context : Number.POSITIVE_INFINITY;
  const output = Math.min(outputTokens, Math.max(1, Math.floor(room / 2)));
  const prompt = Math.max(1, Math.min(promptTokens, room - output));
  return { sequences: concurrency, prompt, output, held: prompt + Math.ceil(output / 2) };
}
