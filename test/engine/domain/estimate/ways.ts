import { type Catalog, findGpu, findModel, modelFacts } from '../../../../engine/domain/catalog/catalog.ts';
import { estimate } from '../../../../engine/domain/estimate/estimate.ts';
import type { EstimateRequest } from '../../../../engine/domain/estimate/request.ts';
import { normalisePrecision } from '../../../../engine/domain/precision.ts';
import { catalog } from '../facts.ts';

export interface Way extends Partial<EstimateRequest> {
  readonly id: string;
  readonly on: string;
  readonly format?: string;
}

/** A request as sizing would make it, for a model and a GPU of the catalog. */
export function requestOf({ id, on, format, ...more }: Way, from: Catalog = catalog): EstimateRequest {
  const [model, gpu] = [findModel(from, id), findGpu(from, on)];
  if (!model || !gpu) throw new Error(`the catalog has no ${model ? on : id}`);
  const facts = modelFacts(model);
  const wanted = format === undefined ? undefined : normalisePrecision(format);
  const answer = facts.weights(wanted);
  const usual = !answer.ok && wanted ? facts.usualWeights(wanted) : answer;
  if (!usual.ok) throw new Error(usual.missing.join(' '));
  const { weights } = usual;
  return { model: facts, gpu, engine: 'vllm', weights, precision: weights.precision, tensorParallel: 1, ...more };
}

export function estimateOf(way: Way) {
  const answer = estimate(requestOf(way));
  if (!answer.ok) throw new Error(answer.missing.join(' '));
  return answer.estimate;
}
