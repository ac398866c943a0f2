/** A card as rocm-smi describes it, whichever the form. Its keys were renamed from version to version. */
import type { Device } from '../../../../contract/views/device.ts';
import type { GpuTable } from '../../../identify.ts';
import { newDevice } from '../../../new-device.ts';
import { pciAddress } from '../../values.ts';
import { knownAmd } from '../known-amd.ts';
import { bytesToMebibytes } from '../memory.ts';
import { partitionName, wholeCardReason } from '../partition.ts';
import { amdHex, amdText } from '../record.ts';

export interface RocmCard {
  readonly index: number;
  /** As printed, by key. */
  readonly values: Readonly<Record<string, string>>;
  readonly driver: string | null;
}

/** `empty` tells of cards of which the tool says nothing. */
export function rocmDevices(cards: readonly RocmCard[], source: string, gpus: GpuTable): { devices: Device[]; empty: string[] } {
  const saying = cards.filter(isGpu);
  const silent = cards.filter((card) => !saying.includes(card));
  return {
    devices: saying.map((card) => rocmDevice(card, { source, gpus, parts: partsOf(card, saying) })),
    empty: silent.map(({ index }) => `rocm-smi says nothing of card ${index} that tells a GPU; its driver may not be loaded.`),
  };
}

const seriesKeys = ['Card Series', 'Card series', 'Device Name'];
const idKeys = ['Device ID', 'GPU ID'];
const totalKey = 'VRAM Total Memory (B)';

/** Something must be told that a GPU alone has: a name, an id, an address, an architecture or memory. */
function isGpu({ values }: RocmCard): boolean {
  const isNamed = seriesKeys.some((key) => /[a-z0-9]{2}.*[a-z0-9]{2}/i.test(textOf(values, key) ?? ''));
  const address = pciAddress(textOf(values, 'PCI Bus'));
  return (
    isNamed ||
    pciIdOf(values) !== undefined ||
    address !== null ||
    isaOf(values) !== null ||
    bytesToMebibytes(values[totalKey]) !== undefined
  );
}

function rocmDevice(
  { index, values, driver }: RocmCard,
  { source, gpus, parts }: { source: string; gpus: GpuTable; parts: number },
): Device {
  const names = seriesKeys.map((key) => textOf(values, key)).filter((name) => name !== undefined && !/^0x[0-9a-f]+$/i.test(name));
  const total = bytesToMebibytes(values[totalKey]);
  const device = newDevice('amd', source, {
    name: names[0] ?? null,
    index,
    uuid: uniqueId(textOf(values, 'Unique ID')),
    pciId: pciIdOf(values) ?? null,
    pciAddress: pciAddress(textOf(values, 'PCI Bus')),
    isa: isaOf(values),
    memoryMiB: total ?? null,
    memoryFreeMiB: freeOf(total, values),
    memoryReason: total === undefined ? 'rocm-smi states no VRAM: rocm-smi --showmeminfo vram does.' : null,
    partition: partitionName(textOf(values, 'Compute Partition'), textOf(values, 'Memory Partition')),
    driver,
  });
  const known = knownAmd(device, gpus, { revision: amdHex(textOf(values, 'Device Rev'), 2) ?? null, names });
  return total !== undefined && (known.partition !== null || parts > 1) ? asPartition(known, total, parts) : known;
}

function isaOf(values: Readonly<Record<string, string>>): string | null {
  return /^gfx[0-9a-f]{3,5}$/.exec(textOf(values, 'GFX Version') ?? '')?.[0] ?? null;
}

/** Cards with one unique id are partitions of one card. */
function partsOf({ values }: RocmCard, cards: readonly RocmCard[]): number {
  const id = uniqueId(textOf(values, 'Unique ID'));
  return id === null ? 1 : cards.filter((card) => uniqueId(textOf(card.values, 'Unique ID')) === id).length;
}

function asPartition(device: Device, total: number, parts: number): Device {
  const memoryReason = wholeCardReason('rocm-smi', total);
  return { ...device, uuid: null, memoryMiB: null, memoryFreeMiB: null, memoryReason, partition: device.partition ?? `1/${parts}` };
}

/** `Card Model` is the PCI id since it is written so; `Card model` was that of the board. */
function pciIdOf(values: Readonly<Record<string, string>>): string | undefined {
  const ids = [...idKeys, 'Card Model'].map((key) => amdHex(textOf(values, key), 4));
  return ids.find((id) => id !== undefined);
}

function uniqueId(text: string | undefined): string | null {
  const digits = /^0x([0-9a-f]{1,16})$/i.exec(text ?? '')?.[1];
  return digits === undefined || /^0+$/.test(digits) ? null : digits.toLowerCase().padStart(16, '0');
}

function freeOf(total: number | undefined, values: Readonly<Record<string, string>>): number | null {
  const bytes = values['VRAM Total Used Memory (B)'];
  const used = bytes !== undefined && /^[0-9]{1,16}$/.test(bytes) ? Math.ceil(Number(bytes) / 2 ** 20) : undefined;
  return total === undefined || used === undefined || used > total ? null : total - used;
}

function textOf(values: Readonly<Record<string, string>>, key: string): string | undefined {
  const text = values[key];
  return text === undefined ? undefined : amdText({ text }, 'text');
}
