/** The kernel's own topology of AMD GPUs, with what DRM adds: the only source that is right about partitions. */
import type { Device } from '../../../../contract/views/device.ts';
import { computeDies, partitionMode } from '../../../../domain/fleet/compute-dies.ts';
import type { GpuTable } from '../../../identify.ts';
import { newDevice } from '../../../new-device.ts';
import type { Parsed, ToolFile } from '../../../parser.ts';
import { wholeNumber } from '../../values.ts';
import { knownAmd } from '../known-amd.ts';
import { partitionName } from '../partition.ts';
import { type DrmCard, drmCards } from './drm.ts';
import { deviceOfCard } from './drm-device.ts';
import { cardOfNode, gfxName, gpuFacts, type KfdGpu } from './gpu-facts.ts';
import { nodeMemory } from './memory.ts';
import { kfdNodes } from './nodes.ts';

/** Cards that the topology does not have are listed too: without /dev/kfd they draw, but do not compute. */
export function parseKfd(files: readonly ToolFile[], gpus: GpuTable): Parsed {
  const nodes = kfdNodes(files);
  const cards = drmCards(files);
  const found = nodes.flatMap((node) => gpuFacts(node) ?? []);
  const computing = found.map((gpu) => deviceOf(gpu, { found, card: cardOfNode(gpu, cards) }, gpus));
  const used = new Set(found.map((gpu) => cardOfNode(gpu, cards)));
  const drawing = cards
    .filter((card) => !used.has(card) && isMore(card, cards, found))
    .map((card) => deviceOfCard(card, nodes.length > 0, gpus));
  const devices = [...computing, ...drawing];
  return { devices, problems: devices.length > 0 ? [] : [nothingFound(nodes.length)] };
}

/** A card without a mark that the topology has too is another one only where there are more of its kind. */
function isMore(card: DrmCard, cards: readonly DrmCard[], found: readonly KfdGpu[]): boolean {
  const computing = found.filter(({ pciId }) => pciId === card.pciId);
  const physical = new Set(computing.map(({ uniqueId, slot }) => uniqueId ?? slot)).size;
  return cards.filter(({ pciId }) => pciId === card.pciId).length > physical;
}

function nothingFound(nodes: number): string {
  if (nodes > 0) return `None of ${nodes} nodes of the KFD topology is a GPU: the others are processors.`;
  return 'No node of a KFD topology was found: it is the folder /sys/class/kfd/kfd/topology, with files such as nodes/1/properties.';
}

interface Beside {
  /** All GPUs of the machine: partitions of one card share its unique id. */
  readonly found: readonly KfdGpu[];
  readonly card: DrmCard | undefined;
}

function deviceOf(gpu: KfdGpu, { found, card }: Beside, gpus: GpuTable): Device {
  const isa = gfxName(gpu.gfxVersion);
  const partition = partitionOf(gpu, { found, card }, gpus);
  const memory = nodeMemory(gpu, partition === null ? card : undefined);
  const device = newDevice('amd', 'kfd', {
    name: card?.product ?? null,
    index: gpu.number,
    // Partitions share the card's: it is the id of none of them.
    uuid: partition === null ? (gpu.uniqueId ?? card?.uniqueId ?? null) : null,
    pciId: gpu.pciId,
    pciAddress: gpu.address,
    isa,
    ...memory,
    memoryFreeMiB: partition === null ? freeOf(memory.memoryMiB, card) : null,
    partition,
    problems: gpu.problems,
  });
  return knownAmd(device, gpus, { revision: card?.revision ?? null });
}

function partitionOf(gpu: KfdGpu, { found, card }: Beside, { gpus }: GpuTable): string | null {
  if (/^SPX$/i.test(card?.computePartition ?? '')) return null;
  const told = partitionName(card?.computePartition, card?.memoryPartition);
  if (told !== null) return told;
  const known = gpus.find(({ vendor, pciIds }) => vendor === 'amd' && gpu.pciId !== null && pciIds.includes(gpu.pciId));
  const dies = known && computeDies(known);
  return partitionMode(Math.max(siblings(gpu, found), partsByDies(gpu, dies)), dies);
}

/** Partitions of one card share its id; of a container's few not all need be seen. */
function siblings(gpu: KfdGpu, found: readonly KfdGpu[]): number {
  return found.filter((each) => gpu.uniqueId !== undefined && each.uniqueId === gpu.uniqueId && each.slot === gpu.slot).length;
}

function partsByDies(gpu: KfdGpu, dies: number | undefined): number {
  const own = wholeNumber(gpu.dies) ?? 0;
  return dies === undefined || own === 0 ? 1 : Math.round(dies / own);
}

function freeOf(memoryMiB: number | null, card: DrmCard | undefined): number | null {
  if (memoryMiB === null || card?.usedMiB === undefined || card.usedMiB > memoryMiB) return null;
  return memoryMiB - card.usedMiB;
}
