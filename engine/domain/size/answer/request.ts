/** What sizing is asked: one model, run in one way, on one kind of GPU. */
import type { GpuModel } from '../../catalog/gpu-model.ts';
import type { Engine } from '../../endpoint.ts';
import type { Precision } from '../../precision.ts';
import type { ModelFacts } from '../model.ts';

export interface SizingRequest {
  /** Undefined: the catalog does not know the model. */
  readonly model: ModelFacts | undefined;
  readonly gpu: GpuModel;
  /** Memory of one GPU (or partition) as the device reports it; undefined where it does not say. */
  readonly gpuBytes: number | undefined;
  /** `nominal`: `gpuBytes` is what the vendor sells, of which every GPU has a little more. Undefined: reported by a device. */
  readonly memoryBasis?: 'reported' | 'nominal' | undefined;
  readonly tensorParallel: number;
  /** Undefined: 1. The group has tensor x pipeline parallel GPUs. */
  readonly pipelineParallel?: number | undefined;
  /** Experts whole on their GPUs instead of cut over all of them. */
  readonly expertParallel?: boolean | undefined;
  readonly engine: Engine;
  /** Undefined: the checkpoint's own format. */
  readonly precision: Precision | undefined;
  /** A format that the checkpoint has not is answered for a checkpoint of this model that has it, counted as such ones usually are. */
  readonly otherCheckpoint?: boolean | undefined;
  /** Tokens of the longest sequence; undefined: the model's own limit. */
  readonly maxModelLength?: number | undefined;
  /** Without a `maxModelLength`: the longest context that fits will do, and is named, instead of the model's own limit. */
  readonly anyContext?: boolean | undefined;
  /** Sequences of that length held at once; undefined: 1. */
  readonly concurrency?: number | undefined;
  /** Share of the memory that the engine takes; undefined: the engine's default. */
  readonly utilization?: number | undefined;
  readonly kvCacheDtype?: 'auto' | 'fp8' | undefined;
  /** Tokens of one step (`--max-num-batched-tokens`); undefined: the engine's default. */
  readonly batchedTokens?: number | undefined;
  /** Sequences of one step (`--max-num-seqs`), on which the working memory depends; undefined: the engine's default. */
  readonly batchedSequences?: number | undefined;
}

/** What of a request is no number to compute with, as a sentence; undefined when all is well. */
export function requestProblem(request: SizingRequest): string | undefined {
  const { tensorParallel, pipelineParallel = 1, maxModelLength = 1, concurrency = 1, utilization = 1 } = request;
  const { batchedTokens = 1, batchedSequences = 1 } = request;
  if (!(utilization > 0 && utilization <= 1)) return `The share of GPU memory is ${utilization}, not above 0 and at most 1.`;
  return (
    countProblem('tensorParallel', tensorParallel) ??
    countProblem('pipelineParallel', pipelineParallel) ??
    countProblem('maxModelLength', maxModelLength) ??
    countProblem('concurrency', concurrency) ??
    countProblem('batchedTokens', batchedTokens) ??
    countProblem('batchedSequences', batchedSequences)
  );
}

function countProblem(name: string, value: number): string | undefined {
  return Number.isSafeInteger(value) && value >= 1 ? undefined : `${name} is ${value}, not a whole number of at least 1.`;
}
