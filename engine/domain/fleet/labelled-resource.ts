/** Which labels describe the GPUs behind a resource. */
import type { DeviceVendor } from '../../contract/views/device.ts';
import type { GpuResource } from './gpu-resource.ts';
import { type FleetGpu, hasPciId, type LabelledGpus, type Labels, unlabelledGpu } from './labelled-gpus.ts';
import { amdGpus } from './labels/amd.ts';
import { intelGpus } from './labels/intel.ts';
import { nvidiaGpus, nvidiaSlices } from './labels/nvidia.ts';
import { type PciLabel, pciGpus } from './labels/pci.ts';

/** One entry a kind: several where the labels tell of several kinds behind the one resource. */
export function labelledGpus(
  labels: Labels,
  offer: { resource: GpuResource; capacity: number },
  gpus: readonly FleetGpu[],
): LabelledGpus[] {
  const told = byPlugin(labels, offer, gpus);
  return told.length > 0 ? told : [byPci(labels, offer.resource.vendor, gpus)];
}

/** What the labels of the vendor's own discovery tell; they are of the vendor's making, so each has its way. */
function byPlugin(
  labels: Labels,
  { resource, capacity }: { resource: GpuResource; capacity: number },
  gpus: readonly FleetGpu[],
): LabelledGpus[] {
  if (resource.vendor === 'amd') return amdGpus(labels, gpus, resource.partition !== null);
  if (resource.vendor === 'intel') return [intelGpus(labels, gpus)].filter((told) => told !== undefined);
  if (resource.vendor !== 'nvidia') return [];
  if (resource.partition !== null) return [nvidiaSlices(labels, resource.name, gpus)];
  const told = nvidiaGpus(labels, gpus);
  return told ? perhapsOthersToo(told, capacity) : [];
}

/** Feature discovery names one product, whatever else the node has: GPUs beyond those it counts are of a kind that nobody tells. */
function perhapsOthersToo(told: LabelledGpus, capacity: number): LabelledGpus[] {
  const { count, replicas } = told;
  if (count === null || count === 0 || capacity <= count * replicas) return [told];
  return [told, { ...unlabelledGpu, count: capacity - count * replicas, problems: ['The labels of the node tell of another GPU only.'] }];
}

/** PCI ids are on few clusters, and of several nobody knows which is offered. */
function byPci(labels: Labels, vendor: DeviceVendor, gpus: readonly FleetGpu[]): LabelledGpus {
  const ids = new Map(pciGpus(labels).flatMap((each) => (each.vendor === vendor && each.pciId !== null ? [[each.pciId, each]] : [])));
  const [only] = ids.values();
  return only && ids.size === 1 ? pciLabelled(only, gpus) : unlabelledGpu;
}

/** A GPU of which a PCI label alone tells. */
export function pciLabelled({ label, vendor, pciId }: PciLabel, gpus: readonly FleetGpu[]): LabelledGpus {
  const known = gpus.filter((each) => each.vendor === vendor && pciId !== null && hasPciId(each, pciId));
  const gpu = known.length === 1 ? known[0] : undefined;
  return { ...unlabelledGpu, pciId, gpu, isa: gpu?.isa ?? null, identity: gpu ? { label, value: 'true' } : undefined };
}
