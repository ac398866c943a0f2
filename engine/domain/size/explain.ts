/** The whole answer to a person's question: the verdict, and what else would be possible. */
import { alternativesTo } from './answer/alternatives.ts';
import { type Case, prepare, splitQuestion } from './answer/case.ts';
import type { GpuCandidate } from './answer/changes.ts';
import { hasContext, longestContext, mostSequences } from './answer/context.ts';
import { smallestGroup } from './answer/gpu-count.ts';
import { weightsOf } from './answer/held-weights.ts';
import type { SizingRequest } from './answer/request.ts';
import type { FitFacts, Sizing } from './answer/sizing.ts';
import { wantedFormat } from './answer/wanted-format.ts';
import { cacheBytesPerValue, keyValueBytesPerToken } from './cache/cache-cost.ts';
import { validTensorParallel } from './parallel/split.ts';
import { sizePrepared } from './size.ts';

export type { GpuCandidate } from './answer/changes.ts';
export type { FitFacts } from './answer/sizing.ts';

/**
 * Costs some ten times what `size` does. Where no context is asked for, the longest that fits will do and is named; a format that the
 * checkpoint has not is answered for one that has it. `candidates`: other kinds of GPU to look at when it does not fit.
 */
export function explain(asked: SizingRequest, candidates: readonly GpuCandidate[] = []): FitFacts {
  const request = { anyContext: true, otherCheckpoint: true, ...asked };
  const prepared = prepare(request);
  const sizing = sizePrepared(prepared);
  const ready = prepared.ok ? prepared : undefined;
  const helps = sizing.verdict === 'does_not_fit' || sizing.verdict === 'incompatible';
  const alternatives = helps ? alternativesTo(request, ready, candidates) : [];
  return {
    ...sizing,
    change: alternatives[0]?.sentence ?? sizing.change,
    facts: sizing.facts ?? factsOfRefused(request),
    validTensorParallel: validSizes(request),
    ...fewestGpus(request, sizing),
    ...(ready ? limitsOf(ready, sizing) : {}),
    alternatives,
  };
}

/** What is known of a model also where the way of running it is refused. */
function factsOfRefused(request: SizingRequest): FitFacts['facts'] {
  const reading = request.model?.reading;
  if (!request.model || !reading?.ok) return undefined;
  const answer = weightsOf(request.model, wantedFormat(reading, request).loading);
  if (!answer.ok) return undefined;
  const { weights } = answer;
  const kvBytesPerToken = keyValueBytesPerToken(reading.layout, cacheBytesPerValue(request.kvCacheDtype, weights.precision));
  return { weights, precision: weights.precision, kvBytesPerToken, context: request.maxModelLength ?? reading.layout.contextLimit ?? 0 };
}

function validSizes(request: SizingRequest): number[] {
  const reading = request.model?.reading;
  return reading?.ok ? validTensorParallel(splitQuestion(request, reading, wantedFormat(reading, request))) : [];
}

function fewestGpus(request: SizingRequest, { verdict }: Sizing): Pick<FitFacts, 'minGpuCount' | 'smallestGroup'> {
  const group = verdict === 'unknown' ? undefined : smallestGroup(request);
  return group ? { minGpuCount: group.tensorParallel * group.pipelineParallel, smallestGroup: group } : {};
}

function limitsOf(ready: Case, { facts, verdict }: Sizing): Pick<FitFacts, 'maxModelLength' | 'maxConcurrency'> {
  if (!hasContext(ready) || !facts || verdict === 'unknown') return {};
  const longest = longestContext(ready, ready.request.concurrency ?? 1);
  return { maxModelLength: longest > 0 ? longest : undefined, maxConcurrency: mostSequences(ready, facts.context) };
}
