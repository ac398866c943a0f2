/** The fewest GPUs that hold a model. */
import { largestGroup } from '../parallel/split.ts';
import { fittingCase } from './changes.ts';
import type { SizingRequest } from './request.ts';

export interface Group {
  readonly tensorParallel: number;
  readonly pipelineParallel: number;
}

/** Machines have so many: an odd number of stages leaves GPUs idle. */
const countsInStages = [2, 4, 8, 16];

/** The smallest tensor-parallel group of at least `from` GPUs; where none will do, the smallest of tensor x pipeline, up to 16 in all. */
export function smallestGroup(request: SizingRequest, from = 1): Group | undefined {
  for (let tensorParallel = from; tensorParallel <= largestGroup; tensorParallel++) {
    const group = { tensorParallel, pipelineParallel: 1 };
    if (fittingCase({ ...request, ...group })) return group;
  }
  for (const count of countsInStages) {
    const group = count >= from ? stagedGroup(request, count) : undefined;
    if (group) return group;
  }
  return undefined;
}

/** The largest group of fewer GPUs than `below` that holds it: where too many were asked for to divide the model. */
export function largestGroupBelow(request: SizingRequest, below: number): Group | undefined {
  for (let tensorParallel = Math.min(below - 1, largestGroup); tensorParallel >= 1; tensorParallel--) {
    const group = { tensorParallel, pipelineParallel: 1 };
    if (fittingCase({ ...request, ...group })) return group;
  }
  return undefined;
}

/** As few stages as possible: each adds to the time that a token takes. */
function stagedGroup(request: SizingRequest, count: number): Group | undefined {
  for (let pipelineParallel = 2; pipelineParallel <= count; pipelineParallel++) {
    if (count % pipelineParallel !== 0) continue;
    const group = { tensorParallel: count / pipelineParallel, pipelineParallel };
    if (fittingCase({ ...request, ...group })) return group;
  }
  return undefined;
}
