import type { Device } from '../../../../contract/views/device.ts';
import type { GpuTable } from '../../../identify.ts';
import { newDevice } from '../../../new-device.ts';
import { knownAmd } from '../known-amd.ts';
import { partitionName } from '../partition.ts';
import type { DrmCard } from './drm.ts';

/** A card that the KFD topology does not have. */
export function deviceOfCard(card: DrmCard, hasTopology: boolean, gpus: GpuTable): Device {
  const partition = partitionName(card.computePartition, card.memoryPartition);
  const memoryMiB = partition === null ? (card.memoryMiB ?? null) : null;
  const device = newDevice('amd', 'drm', {
    name: card.product ?? null,
    uuid: card.uniqueId ?? null,
    pciId: card.pciId ?? null,
    pciAddress: card.address,
    memoryMiB,
    memoryFreeMiB: memoryMiB !== null && card.usedMiB !== undefined && card.usedMiB <= memoryMiB ? memoryMiB - card.usedMiB : null,
    memoryReason: memoryMiB === null ? reasonOf(card, partition) : null,
    partition,
    problems: hasTopology
      ? [`${card.name} is not in the KFD topology, so ROCm cannot use it: its driver or its kind does not compute.`]
      : [],
  });
  return knownAmd(device, gpus, { revision: card.revision ?? null });
}

function reasonOf({ name }: DrmCard, partition: string | null): string {
  if (partition !== null) return `${name} states the memory of the whole card, which is in ${partition}.`;
  return `${name} has no mem_info_vram_total: another driver than amdgpu has it, or none.`;
}
