/** How the GPUs' memory is divided, as vLLM divides it at start. */
import { bytesPerGiB, bytesPerMiB } from '../../domain/units.ts';
import type { ModelFacts } from '../models.ts';
import type { GpuProfile } from '../profiles.ts';
import type { Settings } from './settings.ts';
import { StartFailure } from './start-failure.ts';

export interface MemoryPlan {
  readonly weightBytes: number;
  readonly kvBytesPerToken: number;
  readonly kvBlocks: number;
  readonly maxModelLen: number;
}

export interface MemoryQuestion {
  readonly settings: Settings;
  readonly model: ModelFacts;
  readonly profile: GpuProfile;
}

/**
 * KV cache = memory x utilization - weights - peak activations - what lies outside the framework's allocator.
 * Throws a StartFailure where weights or one sequence of the maximal length do not fit.
 * https://docs.vllm.ai/en/latest/api/vllm/utils/mem_utils.html
 */
export function planMemory(question: MemoryQuestion): MemoryPlan {
  const { settings, model, profile } = question;
  const weightBytes = model.parameters * bytesPerParameter(question);
  const ranks = settings.tensorParallel * settings.pipelineParallel;
  const total = profile.memoryMiB * bytesPerMiB;
  if (weightBytes / ranks > total) throw outOfMemory(profile, weightBytes / ranks);
  const available = total * settings.gpuMemoryUtilization - weightBytes / ranks - besideTheCache(question, ranks);
  const kvBytesPerToken = kvBytes(question);
  const tokens = (available * settings.pipelineParallel) / kvBytesPerToken;
  const kvBlocks = settings.wantedBlocks ?? Math.max(0, Math.floor(tokens / settings.blockSize));
  if (kvBlocks === 0) {
    throw new StartFailure(
      'ValueError: No available memory for the cache blocks. Try increasing `gpu_memory_utilization` when initializing the engine.',
    );
  }
  const capacity = kvBlocks * settings.blockSize;
  // SGLang starts all the same, and refuses requests that are longer than its pool.
  if (settings.engine === 'sglang') {
    return { weightBytes, kvBytesPerToken, kvBlocks, maxModelLen: Math.min(capacity, settings.wantedModelLen ?? model.maxPositions) };
  }
  const maxModelLen =
    settings.wantedModelLen === -1 ? Math.min(model.maxPositions, capacity) : (settings.wantedModelLen ?? model.maxPositions);
  if (maxModelLen > capacity) throw tooLong({ maxModelLen, capacity, bytesPerToken: kvBytesPerToken / settings.pipelineParallel });
  return { weightBytes, kvBytesPerToken, kvBlocks, maxModelLen };
}

/** vLLM's share covers activations and what lies outside the allocator; SGLang's static share is weights and cache alone. */
function besideTheCache(question: MemoryQuestion, ranks: number): number {
  return question.settings.engine === 'sglang' ? 0 : activationBytes(question) + (ranks > 1 ? 0.6 : 0.15) * bytesPerGiB;
}

/** Quantised checkpoints stay as they are; others are loaded as the dtype, or quantised while loading. */
function bytesPerParameter({ settings: { dtype, quantization }, model: { storedBytes } }: MemoryQuestion): number {
  if (storedBytes < 2) return storedBytes;
  if (quantization && /fp8|int8/.test(quantization)) return 1;
  if (quantization) return 0.56;
  return dtype === 'float' || dtype === 'float32' ? 4 : 2;
}

/** Two values (key and value) a head of each layer; MLA keeps one latent that every rank holds whole. */
function kvBytes({ settings: { kvCacheDtype, tensorParallel }, model }: MemoryQuestion): number {
  const bytes = kvCacheDtype.startsWith('fp8') ? 1 : 2;
  if (model.latent !== undefined) return model.layers * model.latent * bytes;
  return 2 * model.layers * Math.max(1, model.keyValueHeads / tensorParallel) * model.headDimension * bytes;
}

/** Measured with 8,192 tokens in the profiling step: 5.5 GiB dense, 7.4 GiB for mixtures of experts. It grows with the step's tokens. */
function activationBytes({ settings: { maxNumBatchedTokens }, model }: MemoryQuestion): number {
  const measured = model.activeParameters < model.parameters ? 7.4 : 5.5;
  return (0.8 + (measured - 0.8) * Math.min(1, maxNumBatchedTokens / 8192)) * bytesPerGiB;
}

function outOfMemory({ vendor, memoryMiB }: GpuProfile, bytes: number): StartFailure {
  const capacity = `${(memoryMiB / 1024).toFixed(2)} GiB`;
  return new StartFailure(
    `simulated model server: the weights take ${(bytes / bytesPerGiB).toFixed(2)} GiB of each GPU's ${capacity}. Use more GPUs, a larger kind, or quantised weights.`,
    `torch.OutOfMemoryError: ${vendor === 'amd' ? 'HIP' : 'CUDA'} out of memory. Tried to allocate 256.00 MiB. GPU 0 has a total capacity of ${capacity} of which 0 bytes is free.`,
  );
}

function tooLong({ maxModelLen, capacity, bytesPerToken }: { maxModelLen: number; capacity: number; bytesPerToken: number }): StartFailure {
  const gib = (tokens: number) => `${((tokens * bytesPerToken) / bytesPerGiB).toFixed(2)} GiB`;
  return new StartFailure(
    `ValueError: To serve at least one request with the model's max seq len (${maxModelLen}), ${gib(maxModelLen)} KV cache is needed, which is larger than ` +
      `the available KV cache memory (${gib(capacity)}). Based on the available memory, the estimated maximum model length is ${capacity}. ` +
      'Try increasing `gpu_memory_utilization` or decreasing `max_model_len` when initializing the engine.',
  );
}
