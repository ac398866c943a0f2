/** Sizing: does a model, run like this, fit on this GPU? */
import { type Case, prepare } from './answer/case.ts';
import { fittingCase } from './answer/changes.ts';
import { smallestGroup } from './answer/gpu-count.ts';
import { judge, shorterContext } from './answer/judge.ts';
import { type Refusal, refusedSizing } from './answer/refusal.ts';
import type { SizingRequest } from './answer/request.ts';
import type { Sizing } from './answer/sizing.ts';

export type { SizingRequest } from './answer/request.ts';
export type { Sizing } from './answer/sizing.ts';

/** Judges one way of running a model on one GPU kind. What is not known is said as unknown, never guessed into a yes. */
export function size(request: SizingRequest): Sizing {
  const prepared = prepare(request);
  const sizing = sizePrepared(prepared);
  return prepared.ok && sizing.verdict === 'does_not_fit' ? { ...sizing, change: nearestChange(prepared) } : sizing;
}

/** For callers that look at the changes themselves. */
export function sizePrepared(prepared: Case | Refusal): Sizing {
  return prepared.ok ? judge(prepared) : refusedSizing(prepared);
}

function nearestChange(ready: Case): string | undefined {
  const tokens = shorterContext(ready);
  if (tokens !== undefined) return `It fits with a context of ${tokens} tokens (--max-model-len ${tokens}).`;
  const { request } = ready;
  const group = smallestGroup(request, request.tensorParallel * (request.pipelineParallel ?? 1) + 1);
  if (group) return `It fits on ${group.tensorParallel * group.pipelineParallel} of these GPUs.`;
  const fp8 = fittingCase({ ...request, precision: 'fp8', otherCheckpoint: true });
  return fp8 && 'It would fit in FP8.';
}
