/** Whether a changed request would fit: the question behind every advice. */
import type { FitAlternative } from '../../../contract/views/fit.ts';
import type { GpuModel } from '../../catalog/gpu-model.ts';
import { type Case, prepare } from './case.ts';
import { hasContext, hasRoom, judgedContext } from './context.ts';
import type { SizingRequest } from './request.ts';

/** Another kind of GPU that one could take. */
export interface GpuCandidate {
  readonly gpu: GpuModel;
  readonly gpuBytes: number;
  readonly memoryBasis?: SizingRequest['memoryBasis'];
}

/** `weight`: how much it changes, to put the least first. */
export interface WeighedChange extends FitAlternative {
  readonly weight: number;
}

/** The request made ready, if it fits; undefined when it is refused or does not fit. */
export function fittingCase(request: SizingRequest): Case | undefined {
  const ready = prepare(request);
  return ready.ok && caseFits(ready) ? ready : undefined;
}

export function caseFits(ready: Case): boolean {
  const sequences = hasContext(ready) ? (ready.request.concurrency ?? 1) : 0;
  return hasRoom(ready, { tokens: judgedContext(ready), sequences });
}
