/** Memory of a GPU's node: its banks, which are those of the partition where there are partitions. */
import type { Device } from '../../../../contract/views/device.ts';
import { bytesToMebibytes } from '../memory.ts';
import type { DrmCard } from './drm.ts';
import type { KfdGpu } from './gpu-facts.ts';

/** The banks, else what old kernels call local memory, else the card's own figure where the GPU is the whole card. */
export function nodeMemory({ node }: KfdGpu, card: DrmCard | undefined): Pick<Device, 'memoryMiB' | 'memoryReason'> {
  const banks = node.banks.flatMap((bank) => bytesToMebibytes(bank.get('size_in_bytes')) ?? []);
  const sum = banks.reduce((total, bank) => total + bank, 0);
  const memoryMiB = sum > 0 ? sum : (bytesToMebibytes(node.properties.get('local_mem_size')) ?? card?.memoryMiB ?? null);
  if (memoryMiB !== null) return { memoryMiB, memoryReason: null };
  const why = node.banks.length === 0 ? 'has no mem_banks' : 'has mem_banks without a size';
  return { memoryMiB: null, memoryReason: `Its node of the KFD topology ${why}, and nothing else states its memory.` };
}
