/** A request made ready for arithmetic: every rule asked, every name resolved. */

import type { BudgetRequest } from '../budget/room.ts';
import { cacheBytesPerValue } from '../cache/cache-cost.ts';
import type { FormatQuestion } from '../formats/question.ts';
import type { ModelFacts, ReadModel } from '../model.ts';
import type { SplitQuestion } from '../parallel/question.ts';
import type { Weights } from '../weights/weights.ts';
import { weightsOf, weightsOfRank } from './held-weights.ts';
import { type Refusal, unknown } from './refusal.ts';
import type { SizingRequest } from './request.ts';
import { cacheRefusal, contextRefusal, formatRefusal, requestRefusal, splitRefusal } from './rules.ts';
import { formatsOf, type WantedFormat, wantedFormat } from './wanted-format.ts';

/** What both engines assume of a model that does not say its context, unless told a length: vLLM vllm/config/model.py, SGLang get_context_length. */
const assumedContext = 2048;

export interface Case {
  readonly ok: true;
  readonly request: SizingRequest;
  readonly budget: BudgetRequest;
  readonly split: SplitQuestion;
  readonly weights: Weights;
  readonly formats: readonly FormatQuestion[];
  /** Tokens that the model itself allows. */
  readonly limit: number;
  /** True where an engine makes the format on loading. */
  readonly isConversion: boolean;
  /** What to know of the format that was asked for. */
  readonly note: string | undefined;
}

/** The rules in the order in which they decide: the model, the division, the format, the memory, the context. */
export function prepare(request: SizingRequest): Case | Refusal {
  const { model } = request;
  if (!model) return unknown('The catalog does not know the model, so its size is not known.');
  if (!model.reading.ok) return unknown(...sizeUnknown(model.reading.missing));
  const { reading } = model;
  const wanted = wantedFormat(reading, request);
  const split = splitQuestion(request, reading, wanted);
  const formats = formatQuestions(request, reading, wanted);
  return (
    requestRefusal(request) ??
    splitRefusal(split) ??
    formatRefusal(wanted, formats) ??
    cacheRefusal(request) ??
    contextRefusal(request, reading) ??
    measured({ request, model, split, wanted, formats })
  );
}

/** How the request divides the model. */
export function splitQuestion(request: SizingRequest, reading: ReadModel, { loading }: WantedFormat): SplitQuestion {
  const { engine, gpu, tensorParallel, pipelineParallel = 1, expertParallel = false } = request;
  // How another checkpoint groups its scales is not known: it is not held against it.
  const quantization = loading.of === 'other checkpoint' ? undefined : reading.quantization;
  return { layout: reading.layout, quantization, engine, gpu, tensorParallel, pipelineParallel, expertParallel };
}

function formatQuestions(request: SizingRequest, reading: ReadModel, { loading }: WantedFormat): FormatQuestion[] {
  const { engine, gpu, model } = request;
  if (loading.of !== 'checkpoint') return [{ engine, gpu, weights: loading.precision, method: undefined }];
  const { quantization } = reading;
  if (quantization) return formatsOf(reading).map((weights) => ({ engine, gpu, weights, method: quantization.method }));
  const answer = model && weightsOf(model, loading);
  return answer?.ok ? [{ engine, gpu, weights: answer.weights.precision, method: undefined }] : [];
}

interface Readied {
  readonly request: SizingRequest;
  readonly model: ModelFacts;
  readonly split: SplitQuestion;
  readonly wanted: WantedFormat;
  readonly formats: readonly FormatQuestion[];
}

function measured({ request, model, split, wanted, formats }: Readied): Case | Refusal {
  const answer = weightsOf(model, wanted.loading);
  if (!answer.ok) return unknown(...sizeUnknown(answer.missing));
  const { engine, gpu, gpuBytes, utilization, batchedTokens, batchedSequences } = request;
  if (gpuBytes === undefined || !(gpuBytes > 0)) return unknown(memoryUnknown(request));
  const weights = weightsOfRank(model, wanted.loading, split);
  if (!(weights > 0)) return unknown('The size is not known: the bytes of the weights on one GPU cannot be computed.');
  const { layout, tensorParallel, pipelineParallel } = split;
  const bytesPerValue = cacheBytesPerValue(request.kvCacheDtype, answer.weights.precision);
  const budget = {
    layout,
    engine,
    gpu,
    gpuBytes,
    weights,
    tensorParallel,
    pipelineParallel,
    utilization,
    batchedTokens,
    batchedSequences,
    bytesPerValue,
  } as const;
  return {
    ok: true,
    request,
    budget,
    split,
    weights: answer.weights,
    formats,
    limit: layout.contextLimit ?? Math.max(assumedContext, request.maxModelLength ?? 0),
    isConversion: wanted.loading.of === 'conversion',
    note: wanted.note,
  };
}

function sizeUnknown(missing: readonly string[]): string[] {
  const [first, ...rest] = missing;
  return [`The size is not known: ${first ?? 'nothing says what the model consists of.'}`, ...rest];
}

function memoryUnknown({ gpu }: SizingRequest): string {
  const shared = gpu.unified ? ' It shares the memory of its host, and no tool said how much of it.' : '';
  return `The memory of ${gpu.key} is not known.${shared}`;
}
