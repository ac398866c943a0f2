/** What a step moves and computes, on the fullest GPU of a group. */
import { type CacheSplit, cacheBytesPerValue, cacheCost } from '../size/cache/cache-cost.ts';
import { blockTokens, bytesOfSequence } from '../size/cache/sequence.ts';
import type { ReadModel } from '../size/model.ts';
import type { Weights } from '../size/weights/weights.ts';
import { type Parts, partsOf, shareOfExperts } from './parts.ts';
import type { EstimateRequest } from './request.ts';

export interface Work {
  /** Bytes read from the GPU's memory. */
  readonly bytes: number;
  /** Floating-point operations on each GPU. */
  readonly operations: number;
  /** Bytes of what ranks exchange in one all-reduce. */
  readonly exchanged: number;
}

export interface Subject {
  readonly request: EstimateRequest;
  readonly reading: ReadModel;
  readonly weights: Weights;
}

/** One token for each of `sequences`, each with `context` tokens before it. */
export function decodeWork({ request, reading, weights }: Subject, sequences: number, context: number): Work {
  const parts = partsOf(reading, request.precision);
  const cost = cacheCost(reading.layout, cacheSplit(request, weights));
  const cache = sequences * bytesOfSequence(cost, context, blockTokens[request.engine]);
  return {
    bytes: stages(request) * (weightBytes({ request, reading, weights }, parts, sequences) + cache),
    operations: (2 * sequences * activeParameters(reading, parts)) / request.tensorParallel,
    exchanged: 2 * sequences * parts.hidden,
  };
}

/** A prompt of `tokens`. */
export function prefillWork(subject: Subject, tokens: number): Work {
  const { request, reading } = subject;
  const parts = partsOf(reading, request.precision);
  const linear = 2 * tokens * activeParameters(reading, parts);
  return {
    bytes: stages(request) * weightBytes(subject, parts, tokens),
    operations: (linear + attentionOperations(reading, tokens)) / request.tensorParallel,
    exchanged: 2 * tokens * parts.hidden,
  };
}

/** A token goes through the stages one after the other, so their times add up. */
function stages({ pipelineParallel = 1 }: EstimateRequest): number {
  return pipelineParallel;
}

function weightBytes({ request, reading, weights }: Subject, parts: Parts, tokens: number): number {
  const { tensorParallel, pipelineParallel, expertParallel } = request;
  const ofRank = weights.bytesPerRank({ tensorParallel, pipelineParallel, expertParallel });
  return ofRank * (parts.fixedShare + parts.expertShare * expertsTouched(reading, tokens));
}

function expertsTouched({ layout, expertsPerToken }: ReadModel, tokens: number): number {
  return layout.split.experts === 0 ? 0 : shareOfExperts(layout.split.experts, expertsPerToken ?? layout.split.experts, tokens);
}

function activeParameters(reading: ReadModel, parts: Parts): number {
  return parts.fixedParameters + parts.expertParameters * expertsTouched(reading, 1);
}

/** Width of keys and values together of a head of latent attention once unfolded: DeepSeek's 192 + 128. */
const latentHeadWidth = 320;

/** Each token looks at those before it: half of all pairs, two operations for each value of keys and values. */
function attentionOperations({ layout }: ReadModel, tokens: number): number {
  return layout.cache.reduce((total, group) => {
    if (group.kind === 'state' || group.kind === 'index') return total;
    const seen = group.kind === 'sliding' ? Math.min(tokens, 2 * group.window) : tokens;
    const width = group.kind === 'latent' ? latentHeadWidth : group.keyWidth + group.valueWidth;
    return total + group.layers * layout.split.attentionHeads * tokens * seen * width;
  }, 0);
}

function cacheSplit({ tensorParallel, pipelineParallel = 1, kvCacheDtype }: EstimateRequest, { precision }: Weights): CacheSplit {
  return { tensorParallel, pipelineParallel, bytesPerValue: cacheBytesPerValue(kvCacheDtype, precision) };
}
