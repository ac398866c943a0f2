/** Sizing: does a model, run like this, fit on this GPU? */
import type { CatalogModel, GpuModel } from '../catalog/catalog.ts';
import type { Engine } from '../endpoint.ts';
import type { Precision } from '../precision.ts';
import { gibText, sizeText } from '../units.ts';
import { type Budget, type BudgetRequest, budgetOf } from './budget.ts';
import { kvBytesPerToken } from './kv-cache.ts';
import type { ModelConfig } from './model-config.ts';
import { precisionProblem } from './precision-support.ts';
import { tensorParallelProblem, tensorParallelSizes } from './tensor-parallel.ts';
import { type Weights, weightsOf } from './weights.ts';

export interface SizingRequest {
  /** Undefined: the catalog does not know the model. */
  readonly model: CatalogModel | undefined;
  readonly gpu: GpuModel;
  /** Memory of one GPU as the device reports it; undefined where it does not say. */
  readonly gpuBytes: number | undefined;
  readonly tensorParallel: number;
  /** Undefined: the checkpoint's own format. */
  readonly precision: Precision | undefined;
  readonly engine: Engine;
  /** Tokens of the longest sequence; undefined: the model's own limit. */
  readonly maxModelLength?: number | undefined;
  /** Share of GPU memory that the engine takes. */
  readonly utilization: number;
  readonly kvBytesPerValue: 1 | 2;
}

export interface Sizing {
  readonly verdict: 'fits' | 'does_not_fit' | 'incompatible' | 'unknown';
  /** One sentence with the number that decides. */
  readonly reason: string;
  /** The nearest change that would help. */
  readonly change?: string | undefined;
  readonly budget?: Budget | undefined;
  /** True when no estimate is involved: the tensors do not split, or the weights alone exceed the memory. */
  readonly impossible: boolean;
}

/** Judges one way of running a model on one GPU kind. What is not known is said as unknown, never guessed into a yes. */
export function size(request: SizingRequest): Sizing {
  const { model, gpu, tensorParallel } = request;
  if (!model) return unknown('The catalog does not know the model, so its size is not known.');
  const split = tensorParallelProblem(model.config, tensorParallel);
  if (split) return { ...incompatible(split), change: otherSizes(model.config, tensorParallel) };
  const weights = weightsOf(model.config, request.precision);
  if (!weights) return unknown(`The layout of ${model.config.model_type} models is not known, so the size is not known.`);
  const disagreement = publishedDisagrees(model, weights, request);
  if (disagreement) return unknown(disagreement);
  const format =
    formatProblem(model.config, request) ?? precisionProblem({ ...request, gpu, weights: weights.precision, config: model.config });
  if (format) return incompatible(format);
  if (request.gpuBytes === undefined) return unknown(`The memory of ${gpu.key} is not known.`);
  return judge({
    config: model.config,
    weights,
    gpuBytes: request.gpuBytes,
    tensorParallel,
    maxModelLength: request.maxModelLength ?? model.config.max_position_embeddings,
    utilization: request.utilization,
    kvBytesPerValue: request.kvBytesPerValue,
  });
}

function judge(request: BudgetRequest): Sizing {
  const { weights, tensorParallel, gpuBytes } = request;
  const budget = budgetOf(request);
  if (budget.weights > gpuBytes) {
    const reason = `The weights alone take ${sizeText(budget.weights)} of each GPU's ${sizeText(gpuBytes)}.`;
    return { verdict: 'does_not_fit', reason, change: moreGpus(request), budget, impossible: true };
  }
  if (budget.free >= 0) {
    const reason = `${gibText(weights.bytes / tensorParallel)} of weights on each GPU leave ${gibText(budget.free + budget.kv)} for the KV cache.`;
    return { verdict: 'fits', reason, budget, impossible: false };
  }
  const reason =
    `A GPU has ${gibText(budget.allowed)} for the engine; weights ${gibText(budget.weights)}, activations about ${gibText(budget.activation)} ` +
    `and one sequence of ${request.maxModelLength} tokens (${gibText(budget.kv)}) are ${gibText(-budget.free)} more.`;
  return { verdict: 'does_not_fit', reason, change: shorterContext(request, budget) ?? moreGpus(request), budget, impossible: false };
}

/** The longest context that fits, when it is worth having (1,024 tokens or more). */
function shorterContext(request: BudgetRequest, budget: Budget): string | undefined {
  const { config, tensorParallel, kvBytesPerValue } = request;
  const perToken = kvBytesPerToken(config, { tensorParallel, bytesPerValue: kvBytesPerValue });
  const tokens = Math.floor((budget.kv + budget.free) / perToken / 1024) * 1024;
  return tokens >= 1024 ? `It fits with a context of ${tokens} tokens (--max-model-len ${tokens}).` : undefined;
}

function moreGpus(request: BudgetRequest): string | undefined {
  const more = tensorParallelSizes(request.config, 16).filter((size) => size > request.tensorParallel);
  const enough = more.find((tensorParallel) => budgetOf({ ...request, tensorParallel }).free >= 0);
  return enough === undefined ? undefined : `It fits on ${enough} of these GPUs.`;
}

/** A quantised checkpoint needs no dtype of its own; a plain one cannot become a 4-bit or int8 one by a flag. */
function formatProblem(config: ModelConfig, { precision }: SizingRequest): string | undefined {
  if (config.quantization_config || !precision || !['fp4', 'int4', 'int8'].includes(precision)) return undefined;
  return `The checkpoint is not quantised to ${precision}: name a quantised model instead.`;
}

/** The published size and the formula must agree within a factor of 4: otherwise one of them is wrong, and no answer is better. */
function publishedDisagrees(model: CatalogModel, weights: Weights, { precision }: SizingRequest): string | undefined {
  const published = model.weightBytes;
  if (published === undefined || (precision === 'fp8' && !model.config.quantization_config)) return undefined;
  const ratio = published / weights.bytes;
  if (ratio < 4 && ratio > 0.25) return undefined;
  return `The published size (${sizeText(published)}) and the one computed from the shapes (${sizeText(weights.bytes)}) contradict each other.`;
}

function otherSizes(config: ModelConfig, size: number): string | undefined {
  const sizes = tensorParallelSizes(config, Math.max(8, size)).filter((each) => each !== size);
  return sizes.length === 0 ? undefined : `GPU counts that can be: ${sizes.join(', ')}.`;
}

function unknown(reason: string): Sizing {
  return { verdict: 'unknown', reason, impossible: false };
}

function incompatible(reason: string): Sizing {
  return { verdict: 'incompatible', reason, impossible: true };
}
