/** Memory of AMD GPUs from labels, which state it in whole GiB. */
import { computeDies, partitionMode } from '../compute-dies.ts';
import type { FleetGpu, LabelledGpus } from '../labelled-gpus.ts';

type Memory = Pick<LabelledGpus, 'memoryMiB' | 'memoryReason'>;

/**
 * The figure of the label, `191G`; the catalog's exact figure where the label is that figure rounded, whole or divided evenly
 * among partitions as the driver does it. Of several figures, the one that fits a partition or a whole GPU.
 */
export function amdMemory(stated: readonly string[], { gpu, isPartition }: { gpu: FleetGpu | undefined; isPartition: boolean }): Memory {
  const sizes = stated.map(gibibytes).filter((size) => size !== undefined);
  const exact = sizes.map((size) => exactMemory(size, gpu)).filter((size) => size !== undefined);
  const fitting = exact.find(({ parts }) => parts > 1 === isPartition) ?? exact[0];
  if (fitting && isPartition && fitting.parts === 1)
    return { memoryMiB: null, memoryReason: `The labels state ${stated.join(' and ')}, which is the whole card's memory.` };
  if (fitting) return { memoryMiB: fitting.memoryMiB, memoryReason: null };
  const [only, ...others] = sizes;
  if (only === undefined) return { memoryMiB: null, memoryReason: 'The node has no label amd.com/gpu.vram.' };
  if (others.length > 0)
    return { memoryMiB: null, memoryReason: `The labels state ${stated.join(' and ')} without saying which GPU has which.` };
  return { memoryMiB: only * 1024, memoryReason: null };
}

/** The partition mode that a memory of half, a quarter ... of the card's means; null for a whole GPU. */
export function amdSlices(memoryMiB: number | null, gpu: FleetGpu | undefined): string | null {
  if (memoryMiB === null || !gpu?.memoryMiB) return null;
  const slices = Math.round(gpu.memoryMiB / memoryMiB);
  if (slices <= 1 || Math.abs(slices * memoryMiB - gpu.memoryMiB) > gpu.memoryMiB / 50) return null;
  return partitionMode(slices, computeDies(gpu));
}

/** Undefined where the catalog's figure, whole or in parts, does not round to the label's. */
function exactMemory(gib: number, gpu: FleetGpu | undefined): { memoryMiB: number; parts: number } | undefined {
  const whole = gpu?.memoryMiB;
  if (whole === undefined) return undefined;
  const parts = [1, 2, 3, 4, 6, 8].find((each) => Math.round(whole / each / 1024) === gib);
  return parts === undefined ? undefined : { memoryMiB: Math.floor(whole / parts), parts };
}

function gibibytes(text: string): number | undefined {
  const [, digits] = /^([0-9]{1,6})G(?:i?B)?$/.exec(text) ?? [];
  return digits === undefined || Number(digits) === 0 ? undefined : Number(digits);
}
