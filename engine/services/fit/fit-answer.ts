import type { FitAnswer, FitBudget } from '../../contract/views/fit.ts';
import type { Precision } from '../../domain/precision.ts';
import type { Budget } from '../../domain/size/budget/room.ts';
import { explain, type FitFacts, type GpuCandidate } from '../../domain/size/explain.ts';
import type { SizingRequest } from '../../domain/size/size.ts';
import type { Weights } from '../../domain/size/weights/weights.ts';
import { estimateOf } from './fit-estimate.ts';
import { type FitQuestion, sizingRequest } from './fit-question.ts';

/** The whole answer to one question. `candidates`: kinds of GPU to propose where it does not fit. */
export function answerOf(question: FitQuestion, candidates: readonly GpuCandidate[]): FitAnswer {
  const request = sizingRequest(question);
  return fitAnswer(question, request, explain(request, candidates));
}

/** What can be said of a model where no GPU is there to be judged. */
export function answerWithoutGpu(
  { name, model, settings }: Pick<FitQuestion, 'name' | 'model' | 'settings'>,
  reasons: string[],
): FitAnswer {
  const weights = weightsOf(model, undefined);
  const missing = model.reading.ok ? [] : model.reading.missing;
  return {
    verdict: 'unknown',
    reasons: [...reasons, ...missing],
    model: name,
    gpu: null,
    gpuCount: 0,
    engine: settings.engine,
    tensorParallel: settings.tensorParallel ?? 1,
    perGpu: null,
    ...ofWeights(weights),
    kvBytesPerToken: null,
    validTensorParallel: [],
    minGpuCount: null,
    maxModelLen: null,
    maxConcurrency: null,
    alternatives: [],
    estimate: null,
  };
}

/** What sizing found, as it is shown and printed. Pure. */
export function fitAnswer(question: FitQuestion, request: SizingRequest, found: FitFacts): FitAnswer {
  const { name, gpu, gpuCount, model } = question;
  const expected = estimateOf(question, request, found);
  const weights = found.facts?.weights ?? weightsOf(model, request.precision);
  return {
    verdict: found.verdict,
    reasons: [...reasonsOf(found), ...costUnknown(question, expected)],
    model: name,
    gpu: gpu.key,
    gpuCount,
    engine: request.engine,
    tensorParallel: request.tensorParallel,
    perGpu: found.budget ? budgetView(found.budget) : null,
    ...ofWeights(weights),
    precision: found.facts?.precision ?? weights?.precision ?? null,
    kvBytesPerToken: found.facts?.kvBytesPerToken ?? null,
    validTensorParallel: [...found.validTensorParallel],
    minGpuCount: found.minGpuCount ?? null,
    maxModelLen: found.maxModelLength ?? null,
    maxConcurrency: found.maxConcurrency ?? null,
    alternatives: [...found.alternatives],
    estimate: expected?.ok ? expected.estimate : null,
  };
}

/** The change that would help is among the alternatives, where there are any. */
function reasonsOf({ reasons, change, alternatives }: FitFacts): string[] {
  return change === undefined || alternatives.length > 0 ? [...reasons] : [...reasons, change];
}

/** Who gives a price wants to know why there is no cost. */
function costUnknown({ pricePerHour }: FitQuestion, expected: ReturnType<typeof estimateOf>): readonly string[] {
  return pricePerHour === undefined || !expected || expected.ok ? [] : expected.missing;
}

/** Known even where the way of running is refused. */
function weightsOf(model: FitQuestion['model'], precision: Precision | undefined): Weights | undefined {
  const wanted = model.weights(precision);
  const known = wanted.ok ? wanted : model.weights();
  return known.ok ? known.weights : undefined;
}

function ofWeights(weights: Weights | undefined): Pick<FitAnswer, 'precision' | 'paramCount' | 'weightBytes' | 'weightBasis'> {
  const { precision = null, parameters = null, bytes = null, basis = null } = weights ?? {};
  return { precision, paramCount: parameters, weightBytes: bytes, weightBasis: basis };
}

function budgetView({ weights, kv, activation, other, graphs, total, free }: Budget): FitBudget {
  return {
    weightsBytes: weights,
    kvBytes: kv,
    activationBytes: activation,
    otherBytes: other + graphs,
    totalBytes: total,
    freeBytes: free,
  };
}
