/** The nearest change of each kind that would make a model fit. */
import type { FitAlternative } from '../../../contract/views/fit.ts';
import type { Case } from './case.ts';
import type { GpuCandidate, WeighedChange } from './changes.ts';
import { cacheChange, concurrencyChange, contextChange, utilizationChange } from './changes-of-load.ts';
import { engineChange, expertChange, gpuChange, groupChange, precisionChange } from './changes-of-place.ts';
import type { SizingRequest } from './request.ts';

/** Those that exist, the one that changes least first. */
export function alternativesTo(request: SizingRequest, ready: Case | undefined, candidates: readonly GpuCandidate[]): FitAlternative[] {
  const changes: (WeighedChange | undefined)[] = [
    contextChange(request, ready),
    ready && concurrencyChange(ready),
    utilizationChange(request),
    cacheChange(request),
    expertChange(request),
    engineChange(request),
    groupChange(request),
    precisionChange(request),
    gpuChange(request, candidates),
  ];
  return changes
    .filter((change) => change !== undefined)
    .sort((left, right) => left.weight - right.weight)
    .map(({ change, option, sentence }) => ({ change, option, sentence }));
}
