/**
 * Labels of AMD's node labeller. GPUs that are all alike have `amd.com/gpu.k=v` and `beta.amd.com/gpu.k.v=count`; of GPUs that
 * differ only the counts are told. Figures are those of the kernel's topology, of one partition where GPUs are partitioned.
 */
import { amdPartition } from '../gpu-resource.ts';
import { type FleetGpu, hasPciId, type LabelledGpus, type Labels, type LabelValue, labelNumber } from '../labelled-gpus.ts';
import { amdMemory, amdSlices } from './amd-memory.ts';

const prefixes = ['amd.com/gpu.', 'beta.amd.com/gpu.'] as const;

/** One entry, or one for each kind of a node whose GPUs differ. `isPartition`: the resource in question offers partitions. */
export function amdGpus(all: Labels, gpus: readonly FleetGpu[], isPartition = false): LabelledGpus[] {
  const labels = Object.fromEntries(Object.entries(all).filter(([label]) => /^(?:beta\.)?amd\.com\//.test(label)));
  const ids = amdValues(labels, 'device-id');
  const names = amdValues(labels, 'product-name');
  if (ids.length === 0 && names.length === 0) return [];
  const told = ids.length > 0 ? ids : names;
  return told.map((value) => {
    const id = ids.length > 0 ? value : undefined;
    const name = id === undefined ? value : names.length === 1 && ids.length === 1 ? names[0] : undefined;
    return described(labels, { id, name, count: value.count, isMixed: told.length > 1, isPartition }, gpus);
  });
}

export interface CountedValue {
  readonly label: string;
  readonly value: string;
  /** GPUs that have it; null where only the value is told. */
  readonly count: number | null;
}

/** The values of a property, with how many GPUs have each. */
export function amdValues(labels: Labels, property: string): CountedValue[] {
  const counts = new Map<string, CountedValue>();
  for (const prefix of prefixes) {
    const key = `${prefix}${property}`;
    const single = labels[key];
    if (single !== undefined && !counts.has(single)) counts.set(single, { label: key, value: single, count: null });
    for (const [label, text] of Object.entries(labels)) {
      if (!label.startsWith(`${key}.`)) continue;
      const value = label.slice(key.length + 1);
      const count = labelNumber(text);
      if (count !== null)
        counts.set(value, { label: counts.get(value)?.label ?? label, value, count: Math.max(count, counts.get(value)?.count ?? 0) });
    }
  }
  return [...counts.values()];
}

interface Told {
  readonly id: CountedValue | undefined;
  readonly name: CountedValue | undefined;
  readonly count: number | null;
  readonly isMixed: boolean;
  readonly isPartition: boolean;
}

function described(labels: Labels, { id, name, count, isMixed, isPartition }: Told, gpus: readonly FleetGpu[]): LabelledGpus {
  const gpu = findAmdGpu(gpus, id?.value, name?.value);
  const told = id ?? name;
  const stated = amdValues(labels, 'vram').map(({ value }) => value);
  const memory = amdMemory(stated, { gpu, isPartition });
  return {
    name: name?.value ?? null,
    gpu,
    pciId: id === undefined ? null : id.value.toLowerCase(),
    isa: gpu?.isa ?? null,
    partition: partitionOf(labels) ?? amdSlices(memory.memoryMiB, gpu),
    replicas: 1,
    count,
    driver: labels['amd.com/gpu.driver-version'] ?? null,
    identity: told && !isMixed && labels[told.label] === told.value ? { label: told.label, value: told.value } : undefined,
    sizeLabel: sizeLabel(labels),
    ...memory,
    problems: gpu || !told ? [] : [`The catalog has no AMD GPU with ${id ? `the PCI id ${id.value}` : `the name ${told.value}`}.`],
  };
}

/** By PCI id, then by the exact name; where one id is several products, the name decides or nothing does. */
function findAmdGpu(gpus: readonly FleetGpu[], id: string | undefined, name: string | undefined): FleetGpu | undefined {
  const amd = gpus.filter(({ vendor }) => vendor === 'amd');
  const byId = amd.filter((each) => id !== undefined && hasPciId(each, id));
  if (byId.length === 1) return byId[0];
  return (byId.length === 0 ? amd : byId).find(({ products }) => name !== undefined && products.includes(name));
}

/** `cpx_nps4`, where the labeller was told to write it. */
function partitionOf(labels: Labels): string | null {
  const text = labels['amd.com/compute-memory-partition'] ?? labels['amd.com/gpu.compute-memory-partition'];
  const [, compute, memory] = /^([sdtqc]px)_(nps[1248])$/i.exec(text ?? '') ?? [];
  return compute === undefined ? null : amdPartition(compute, memory);
}

function sizeLabel(labels: Labels): LabelValue | undefined {
  const label = ['amd.com/compute-memory-partition', 'amd.com/gpu.vram', 'amd.com/gpu.cu-count'].find((each) => labels[each] !== undefined);
  return label === undefined ? undefined : { label, value: labels[label] ?? '' };
}
