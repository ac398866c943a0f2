import { type Estimated, estimate } from '../../domain/estimate/estimate.ts';
import type { FitFacts } from '../../domain/size/explain.ts';
import type { SizingRequest } from '../../domain/size/size.ts';
import type { FitQuestion } from './fit-question.ts';

/** What to expect of what fits; undefined where nothing will run. */
export function estimateOf(
  { model, pricePerHour }: FitQuestion,
  request: SizingRequest,
  { verdict, facts }: FitFacts,
): Estimated | undefined {
  if (verdict !== 'fits' || !facts) return undefined;
  const { gpu, engine, tensorParallel, pipelineParallel, expertParallel, kvCacheDtype, concurrency } = request;
  return estimate({
    model,
    gpu,
    engine,
    weights: facts.weights,
    precision: facts.precision,
    tensorParallel,
    pipelineParallel,
    expertParallel,
    kvCacheDtype,
    concurrency,
    context: facts.context,
    pricePerHour,
  });
}
