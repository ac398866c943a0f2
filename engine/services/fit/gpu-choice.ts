import type { Device } from '../../contract/views/device.ts';
import type { NodeView } from '../../contract/views/node.ts';
import type { GpuModel } from '../../domain/catalog/catalog.ts';
import type { Known } from './known.ts';

/** GPUs of one kind that one model server could have together. */
export interface GpuChoice {
  readonly gpu: GpuModel;
  /** As many as there are. */
  readonly count: number;
  /** Of one; undefined where no tool said it, null where it is not that of the kind either. */
  readonly memoryMiB: number | null | undefined;
  /** `MIG 3g.40gb`; undefined for whole GPUs. */
  readonly partition: string | undefined;
}

export interface FoundGpus {
  readonly choices: GpuChoice[];
  /** What cannot be judged, a sentence each. */
  readonly unknown: string[];
}

/** One of one machine's GPUs, or some that a node offers. */
type Offer = Pick<Device, 'model' | 'memoryMiB' | 'partition'> &
  Partial<Pick<Device, 'unified'>> & { readonly name: string | null; readonly count: number };

/** This machine's GPUs, by kind. */
export function choicesOfMachine(devices: readonly Device[], { gpus }: Pick<Known, 'gpus'>): FoundGpus {
  const offers = devices.map((device) => ({ ...device, count: 1 }));
  return sorted(
    byKind(offers, (one, other) => one + other),
    gpus,
  );
}

/** A cluster's free GPUs, by kind. A server runs on one node: what counts is the node that has most. */
export function choicesOfCluster(nodes: readonly NodeView[], { gpus }: Pick<Known, 'gpus'>): FoundGpus {
  const offers = nodes.flatMap((node) => (node.ready ? node.gpus : []));
  const free = offers.filter(({ free }) => free > 0).map((offer) => ({ ...offer, name: offer.resourceName, count: offer.free }));
  return sorted(byKind(free, Math.max), gpus);
}

/** Memory and partition make kinds of their own: a name does not tell how much there is. */
function byKind(offers: readonly Offer[], together: (one: number, other: number) => number): Offer[] {
  const kinds = new Map<string, Offer>();
  for (const offer of offers) {
    const key = JSON.stringify([offer.model, offer.model === null ? offer.name : null, offer.partition, offer.memoryMiB]);
    kinds.set(key, { ...offer, count: together(kinds.get(key)?.count ?? 0, offer.count) });
  }
  return [...kinds.values()];
}

function sorted(offers: readonly Offer[], gpus: readonly GpuModel[]): FoundGpus {
  const choices: GpuChoice[] = [];
  const unknown: string[] = [];
  for (const offer of offers) {
    const { model, name, count, partition } = offer;
    const gpu = gpus.find(({ key }) => key === model);
    if (gpu) choices.push({ gpu, count, memoryMiB: memoryOf(offer), partition: partition ?? undefined });
    else unknown.push(`The catalog does not know what kind of GPU ${name ?? 'one without a name'} is, so nothing can be said of it.`);
  }
  return { choices, unknown };
}

/** Part of a GPU, or of its host's memory, is not what the whole kind has. */
function memoryOf({ memoryMiB, partition, unified }: Offer): GpuChoice['memoryMiB'] {
  return memoryMiB ?? (partition === null && !unified ? undefined : null);
}
