/** Changes of what is asked of the same GPUs: context, sequences, the format of the cache, the share of memory. */
import { defaultUtilization } from '../budget/vllm.ts';
import { type Case, prepare } from './case.ts';
import { fittingCase, type WeighedChange } from './changes.ts';
import { hasContext, judgedContext, mostSequences } from './context.ts';
import { contextFlag, utilizationFlag } from './flags.ts';
import { shorterContext } from './judge.ts';
import type { SizingRequest } from './request.ts';

/** Weighs the more, the shorter it is. `ready` undefined: the length that was asked for is refused. */
export function contextChange(request: SizingRequest, ready: Case | undefined): WeighedChange | undefined {
  const asked = ready ? judgedContext(ready) : request.maxModelLength;
  const tokens = shorterContext(ready ?? prepare({ ...request, maxModelLength: undefined, anyContext: true }));
  if (asked === undefined || tokens === undefined || tokens >= asked) return undefined;
  return {
    change: 'context',
    option: `${contextFlag} ${tokens}`,
    sentence: `It fits with a context of ${tokens} tokens instead of ${asked}.`,
    weight: 2 + Math.log2(asked / tokens),
  };
}

export function concurrencyChange(ready: Case): WeighedChange | undefined {
  const asked = ready.request.concurrency ?? 1;
  if (asked === 1 || !hasContext(ready)) return undefined;
  const context = judgedContext(ready);
  const sequences = mostSequences(ready, context);
  if (sequences < 1 || sequences >= asked) return undefined;
  return {
    change: 'concurrency',
    option: `--concurrency ${sequences}`,
    sentence: `${sequences} sequences of ${context} tokens fit at once instead of ${asked}; more of them wait.`,
    weight: 1 + Math.log2(asked / sequences),
  };
}

/** Beyond 0.95 too little remains for captured graphs. */
const highestUtilization = 0.95;

export function utilizationChange(request: SizingRequest): WeighedChange | undefined {
  const now = request.utilization ?? defaultUtilization;
  if (now >= highestUtilization || !fittingCase({ ...request, utilization: highestUtilization })) return undefined;
  return {
    change: 'utilization',
    option: `--util ${highestUtilization}`,
    sentence: `It fits when the engine takes ${highestUtilization} of the memory (${utilizationFlag(request.engine)} ${highestUtilization}).`,
    weight: 3,
  };
}

export function cacheChange(request: SizingRequest): WeighedChange | undefined {
  if (request.kvCacheDtype === 'fp8' || !fittingCase({ ...request, kvCacheDtype: 'fp8' })) return undefined;
  return {
    change: 'kv_cache_dtype',
    option: '--kv-cache-dtype fp8',
    sentence: 'It fits with the KV cache in FP8, which halves it.',
    weight: 3.5,
  };
}
