import type { GpuCandidate } from '../../domain/size/explain.ts';
import type { Known } from './known.ts';
import { memoryOf } from './memory.ts';

/** The kinds of GPU that one could take instead: all whose memory is known. */
export function gpuCandidates({ gpus }: Pick<Known, 'gpus'>): GpuCandidate[] {
  return gpus.flatMap((gpu) => {
    const { gpuBytes, memoryBasis } = memoryOf(gpu, undefined);
    return gpuBytes === undefined || gpu.unified ? [] : [{ gpu, gpuBytes, memoryBasis }];
  });
}
