/** A GPU as amd-smi describes it, whichever the form. */
import type { Device } from '../../../../contract/views/device.ts';
import type { GpuTable } from '../../../identify.ts';
import { newDevice } from '../../../new-device.ts';
import { pciAddress, wholeNumber } from '../../values.ts';
import { knownAmd } from '../known-amd.ts';
import { amdMebibytes } from '../memory.ts';
import { partitionName, wholeCardReason } from '../partition.ts';
import { type AmdRecord, amdHex, amdPart, amdText } from '../record.ts';
import { withCards } from './partitions.ts';

/** One device for each number; what several records say of one GPU (`static`, `list`, `metric`) belongs together. */
export function amdSmiDevices(records: readonly AmdRecord[], source: string, gpus: GpuTable): Device[] {
  const byNumber = new Map<string, AmdRecord>();
  for (const record of records) {
    const number = amdText(record, 'gpu');
    if (number === undefined || wholeNumber(number) === null) continue;
    byNumber.set(number, { ...record, ...byNumber.get(number) });
  }
  return withCards([...byNumber.values()]).map((record) => amdSmiDevice(record, source, gpus));
}

function amdSmiDevice(record: AmdRecord, source: string, gpus: GpuTable): Device {
  const compute = amdText(record, 'partition', 'accelerator_partition') ?? amdText(record, 'partition', 'compute_partition');
  const partition = partitionName(compute, amdText(record, 'partition', 'memory_partition'));
  const vendorId = amdHex(amdText(record, 'asic', 'vendor_id'), 4);
  const isAmd = vendorId === undefined || vendorId === '1002';
  const device = newDevice(isAmd ? 'amd' : 'other', source, {
    name: amdText(record, 'asic', 'market_name') ?? amdText(record, 'board', 'product_name') ?? null,
    index: wholeNumber(amdText(record, 'gpu')),
    uuid: amdText(record, 'uuid') ?? null,
    pciId: amdHex(amdText(record, 'asic', 'device_id'), 4) ?? null,
    pciAddress: pciAddress(amdText(record, 'bus', 'bdf') ?? amdText(record, 'bdf')),
    isa: /^gfx[0-9a-f]{3,5}$/.exec(amdText(record, 'asic', 'target_graphics_version') ?? '')?.[0] ?? null,
    memoryMiB: memoryOf(record) ?? null,
    memoryReason: memoryOf(record) === undefined ? 'amd-smi states no size of the VRAM: amd-smi static --vram does.' : null,
    partition,
    driver: driverOf(record),
  });
  const known = knownAmd(device, gpus, {
    revision: amdHex(amdText(record, 'asic', 'rev_id'), 2) ?? null,
    names: [amdText(record, 'board', 'product_name')],
  });
  return withFree(ofPartition(known, gpus), record);
}

function memoryOf(record: AmdRecord): number | undefined {
  const vram = amdPart(record, 'vram');
  const usage = amdPart(record, 'mem_usage');
  return amdMebibytes(vram?.['size']) ?? amdMebibytes(vram?.['vram_size']) ?? amdMebibytes(usage?.['total_vram']);
}

function withFree(device: Device, record: AmdRecord): Device {
  const free = amdMebibytes(amdPart(record, 'mem_usage')?.['free_vram']);
  const { memoryMiB } = device;
  return free === undefined || memoryMiB === null || free > memoryMiB ? device : { ...device, memoryFreeMiB: free };
}

/** A partition cannot have the memory of the card. */
function ofPartition(device: Device, { gpus }: GpuTable): Device {
  const { partition, memoryMiB, model } = device;
  if (partition === null || memoryMiB === null) return device;
  const whole = gpus.find(({ key }) => key === model)?.memoryMiB;
  if (whole !== undefined && memoryMiB < whole * 0.9) return device;
  return { ...device, memoryMiB: null, memoryReason: wholeCardReason('amd-smi', memoryMiB) };
}

/** `{name, version}` in any case, `{driver_name, driver_version}`, or one text. */
function driverOf(record: AmdRecord): string | null {
  const plain = amdText(record, 'driver');
  if (plain !== undefined) return plain;
  return amdText(record, 'driver', 'version') ?? amdText(record, 'driver', 'driver_version') ?? null;
}
