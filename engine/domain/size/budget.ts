/** The memory of one GPU, itemised, as vLLM divides it at start. */
import { bytesPerGiB } from '../units.ts';
import { kvBytesOfSequence } from './kv-cache.ts';
import { expertCount, type ModelConfig } from './model-config.ts';
import type { Weights } from './weights.ts';

/** Bytes on each GPU of the group. `free` is what remains for more sequences; negative: what is missing. */
export interface Budget {
  readonly total: number;
  /** total x gpu-memory-utilization: what the engine allows itself. */
  readonly allowed: number;
  readonly weights: number;
  readonly activation: number;
  /** Outside the framework's allocator: collectives, driver context. */
  readonly other: number;
  /** One sequence of the maximal length: the engine refuses to start without it. */
  readonly kv: number;
  readonly free: number;
}

export interface BudgetRequest {
  readonly config: ModelConfig;
  readonly weights: Weights;
  readonly gpuBytes: number;
  readonly tensorParallel: number;
  readonly maxModelLength: number;
  readonly utilization: number;
  readonly kvBytesPerValue: number;
}

/** kv available = allowed - weights - activation - other. https://docs.vllm.ai/en/latest/api/vllm/utils/mem_utils.html */
export function budgetOf(request: BudgetRequest): Budget {
  const { config, gpuBytes, tensorParallel, utilization } = request;
  const allowed = Math.ceil(gpuBytes * utilization);
  const weights = loadedBytes(request) / tensorParallel;
  const activation = activationBytes(config);
  const other = (tensorParallel > 1 ? 0.6 : 0.15) * bytesPerGiB;
  const kv = kvBytesOfSequence(config, request.maxModelLength, { tensorParallel, bytesPerValue: request.kvBytesPerValue });
  return { total: gpuBytes, allowed, weights, activation, other, kv, free: allowed - weights - activation - other - kv };
}

/** vLLM pads MXFP4 experts: measured 13.47 GiB for 12.82 and 64.38 GiB for 60.77 of the checkpoint. */
function loadedBytes({ config, weights }: BudgetRequest): number {
  return config.quantization_config?.quant_method === 'mxfp4' ? weights.bytes * 1.06 : weights.bytes;
}

/**
 * The peak of the profiling run at vLLM's default batch, measured on H100: 4.8 GiB Llama, 5.6 GiB Qwen, 7.4 GiB mixtures of experts.
 * https://github.com/llm-d-incubation/llm-d-planner (docs/empirical-vllm-memory-results.md)
 */
function activationBytes(config: ModelConfig): number {
  if (expertCount(config) > 0) return 7.4 * bytesPerGiB;
  return (config.model_type === 'llama' ? 4.84 : 5.6) * bytesPerGiB;
}
