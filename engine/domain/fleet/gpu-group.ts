/** GPUs of a node as its plugins offer them. */
import type { DeviceVendor } from '../../contract/views/device.ts';
import type { GpuResource } from './gpu-resource.ts';
import type { LabelledGpus } from './labelled-gpus.ts';

/** GPUs of one kind behind one resource of a node. */
export interface GpuGroup extends LabelledGpus {
  readonly vendor: DeviceVendor;
  /** `amd.com/gpu`; null: no plugin offers them, so that no pod can have one. */
  readonly resourceName: string | null;
  /** What pods can ask for; without a plugin: how many there are, at least. */
  readonly total: number;
  /** Other kinds are behind the same resource: which one a pod gets cannot be said. */
  readonly isMixed: boolean;
}

/** What a device plugin offers under one name. */
export interface Offer {
  readonly resource: GpuResource;
  readonly allocatable: number;
  /** Includes what the plugin calls unhealthy. */
  readonly capacity: number;
}

/** `MI300X`, `MI300X CPX/NPS4`, or as the label has it. */
export function groupName({ gpu, name, vendor, partition }: Pick<GpuGroup, 'gpu' | 'name' | 'vendor' | 'partition'>): string {
  const model = gpu?.key ?? name ?? `${vendor} GPU of unknown kind`;
  return partition === null ? model : `${model} ${partition}`;
}
