/** What /sys/class/drm tells of AMD's cards: memory, revision, product name and partition modes. */
import type { ToolFile } from '../../../parser.ts';
import { pciAddress } from '../../values.ts';
import { bytesToMebibytes } from '../memory.ts';
import { amdHex } from '../record.ts';

export interface DrmCard {
  /** `card1` */
  readonly name: string;
  readonly pciId: string | undefined;
  readonly revision: string | undefined;
  readonly address: string | null;
  /** Sixteen hexadecimal digits. */
  readonly uniqueId: string | undefined;
  readonly product: string | undefined;
  readonly memoryMiB: number | undefined;
  readonly usedMiB: number | undefined;
  readonly computePartition: string | undefined;
  readonly memoryPartition: string | undefined;
}

/** Cards of AMD. Connectors (`card0-DP-1`), render nodes and other vendors' cards are left out. */
export function drmCards(files: readonly ToolFile[]): DrmCard[] {
  const cards = new Map<string, Map<string, string>>();
  for (const { path, text } of files) {
    const [, card, name] = /(?:^|\/)(card[0-9]{1,4})\/device\/([a-z_]+)$/.exec(path) ?? [];
    if (card === undefined || name === undefined) continue;
    const values = cards.get(card) ?? new Map<string, string>();
    values.set(name, text.trim());
    cards.set(card, values);
  }
  return [...cards].filter(([, values]) => amdHex(values.get('vendor'), 4) === '1002').map(([name, values]) => cardOf(name, values));
}

function cardOf(name: string, values: ReadonlyMap<string, string>): DrmCard {
  return {
    name,
    pciId: amdHex(values.get('device'), 4),
    revision: amdHex(values.get('revision'), 2),
    address: pciAddress(/^PCI_SLOT_NAME=(.+)$/m.exec(values.get('uevent') ?? '')?.[1]),
    uniqueId: /^[0-9a-f]{16}$/i.exec(values.get('unique_id') ?? '')?.[0].toLowerCase(),
    product: values.get('product_name') || undefined,
    memoryMiB: bytesToMebibytes(values.get('mem_info_vram_total')),
    usedMiB: bytesToMebibytes(values.get('mem_info_vram_used')),
    computePartition: values.get('current_compute_partition'),
    memoryPartition: values.get('current_memory_partition'),
  };
}
