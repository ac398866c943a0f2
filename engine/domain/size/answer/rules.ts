/** What speaks against a request before any memory is counted. */
import { formatProblem, takesFp8Cache } from '../formats/formats.ts';
import type { FormatQuestion } from '../formats/question.ts';
import type { ReadModel } from '../model.ts';
import type { SplitQuestion } from '../parallel/question.ts';
import { splitProblem, validTensorParallel } from '../parallel/split.ts';
import { impossible, type Refusal, unknown } from './refusal.ts';
import { requestProblem, type SizingRequest } from './request.ts';
import type { WantedFormat } from './wanted-format.ts';

export function requestRefusal(request: SizingRequest): Refusal | undefined {
  const problem = requestProblem(request);
  return problem === undefined ? undefined : unknown(problem);
}

export function splitRefusal(split: SplitQuestion): Refusal | undefined {
  const problem = splitProblem(split);
  return problem && impossible(problem.reason, () => problem.change ?? otherSizes(split));
}

function otherSizes(split: SplitQuestion): string | undefined {
  const sizes = validTensorParallel(split).filter((size) => size !== split.tensorParallel);
  return sizes.length === 0 ? undefined : `GPU counts that can be: ${sizes.join(', ')}.`;
}

export function formatRefusal({ problem }: WantedFormat, formats: readonly FormatQuestion[]): Refusal | undefined {
  if (problem !== undefined) return impossible(problem);
  for (const format of formats) {
    const found = formatProblem(format);
    if (found?.verdict === 'unknown') return unknown(found.reason);
    if (found) return impossible(found.reason, () => found.change);
  }
  return undefined;
}

export function cacheRefusal({ kvCacheDtype, gpu }: SizingRequest): Refusal | undefined {
  if (kvCacheDtype !== 'fp8' || takesFp8Cache(gpu)) return undefined;
  return impossible(`${gpu.key} (${gpu.isa}) does not take a KV cache in FP8.`, () => 'Leave --kv-cache-dtype at auto.');
}

/** Both engines refuse it unless they are forced, and then the answers are poor beyond the limit. */
export function contextRefusal({ maxModelLength, engine }: SizingRequest, { layout }: ReadModel): Refusal | undefined {
  const limit = layout.contextLimit;
  if (limit === undefined || maxModelLength === undefined || maxModelLength <= limit) return undefined;
  const name = engine === 'vllm' ? 'vLLM' : 'SGLang';
  const reason = `The model's context ends at ${limit} tokens: ${name} refuses ${maxModelLength}.`;
  return {
    ok: false,
    verdict: 'incompatible',
    reasons: [reason],
    change: () => `It can be asked for ${limit} tokens at most.`,
    impossible: false,
  };
}
