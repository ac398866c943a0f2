import type { GpuModel } from '../../domain/catalog/catalog.ts';
import type { SizingRequest } from '../../domain/size/size.ts';
import { bytesPerMiB } from '../../domain/units.ts';

/**
 * Memory of one GPU: what the very device says, else what devices of the kind report, else what it is sold with, of which every one
 * has a little more. `memoryMiB` null: it is not that of the kind, and nobody said it.
 */
export function memoryOf(gpu: GpuModel, memoryMiB: number | null | undefined): Pick<SizingRequest, 'gpuBytes' | 'memoryBasis'> {
  if (memoryMiB === null) return { gpuBytes: undefined };
  const reported = memoryMiB ?? gpu.memoryMiB;
  if (reported !== undefined) return { gpuBytes: reported * bytesPerMiB, memoryBasis: 'reported' };
  return { gpuBytes: gpu.memoryNominalGB && gpu.memoryNominalGB * 1e9, memoryBasis: 'nominal' };
}
