import type { Device } from '../contract/views/device.ts';
import { type GpuTable, identify, type Marks } from './identify.ts';
import type { KnownGpu } from './identify-index.ts';

/** Telling marks beyond those that the device itself has. */
export type MoreMarks = Pick<Marks, 'revision' | 'names'>;

/** A figure further from the usual one than this is worth a word: ECC and drivers take less. */
const memoryTolerance = 0.1;

/**
 * The device with its kind, and with what follows from it. The memory stays the device's own: where it told none, the
 * catalog's figure is named in the reason, for the reader to take or to leave.
 */
export function withKind(device: Device, gpus: GpuTable, more: MoreMarks = {}): Device {
  const { gpu, problems } = identify({ ...device, ...more, names: [device.name, ...(more.names ?? [])] }, gpus);
  if (!gpu) return { ...device, problems: [...device.problems, ...problems] };
  return {
    ...device,
    model: gpu.key,
    isa: device.isa ?? gpu.isa,
    memoryReason: memoryReason(device, gpu),
    unified: device.unified ?? unifiedBy(gpu),
    problems: [...device.problems, ...problems, ...unusualMemory(device, gpu)],
  };
}

function memoryReason({ memoryMiB, memoryReason, partition }: Device, gpu: KnownGpu): string | null {
  if (memoryMiB !== null || partition !== null || gpu.memoryMiB === undefined) return memoryReason;
  const usual = `The usual figure of ${gpu.key} is ${gpu.memoryMiB} MiB.`;
  return memoryReason ? `${memoryReason} ${usual}` : usual;
}

/** A kind whose tool prints its own memory does not share the host's. */
function unifiedBy(gpu: KnownGpu): boolean | null {
  if (gpu.unified !== undefined) return gpu.unified;
  return gpu.memoryMiB === undefined ? null : false;
}

/** Cards with changed memory exist: an RTX 4090 with 49140 MiB reports the name of every other. */
function unusualMemory({ memoryMiB, partition, unified }: Device, gpu: KnownGpu): string[] {
  if (memoryMiB === null || partition !== null || unified || gpu.unified || gpu.memoryMiB === undefined) return [];
  if (Math.abs(memoryMiB - gpu.memoryMiB) <= memoryTolerance * gpu.memoryMiB) return [];
  return [`It reports ${memoryMiB} MiB where ${gpu.key} usually has ${gpu.memoryMiB} MiB: what the device reports counts.`];
}
