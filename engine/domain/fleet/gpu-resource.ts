/** Names under which device plugins offer GPUs to pods. */
import type { DeviceVendor } from '../../contract/views/device.ts';

export interface GpuResource {
  /** `nvidia.com/mig-1g.10gb` */
  readonly name: string;
  readonly vendor: DeviceVendor;
  /** `MIG 1g.10gb`, `CPX/NPS4`; null: the name alone says no partition. */
  readonly partition: string | null;
  /** The name itself says that several pods share each GPU. */
  readonly shared: boolean;
}

const partitionedAmd = /^amd\.com\/([sdtqc]px)_(nps[1248])$/;
const migSlice = /^nvidia\.com\/mig-([0-9][0-9a-z.]*)$/;
/** Monitoring and fractions of a GPU lie beside these, and are no GPU. */
const whole: Readonly<Record<string, DeviceVendor>> = {
  'amd.com/gpu': 'amd',
  'nvidia.com/gpu': 'nvidia',
  'nvidia.com/gpu.shared': 'nvidia',
  'habana.ai/gaudi': 'habana',
  'gpu.intel.com/i915': 'intel',
  'gpu.intel.com/xe': 'intel',
};

/** What a resource of a node offers; undefined: no GPU. */
export function gpuResource(name: string): GpuResource | undefined {
  const vendor = Object.hasOwn(whole, name) ? whole[name] : undefined;
  if (vendor) return { name, vendor, partition: null, shared: name.endsWith('.shared') };
  const slice = migSlice.exec(name)?.[1];
  if (slice !== undefined) return { name, vendor: 'nvidia', partition: `MIG ${slice}`, shared: false };
  const [, compute, memory] = partitionedAmd.exec(name) ?? [];
  if (compute === undefined || memory === undefined) return undefined;
  return { name, vendor: 'amd', partition: amdPartition(compute, memory), shared: false };
}

/** `CPX/NPS4`; null for SPX, which is the whole GPU. */
export function amdPartition(compute: string, memory: string | undefined): string | null {
  const mode = compute.toUpperCase();
  if (mode === 'SPX') return null;
  return memory === undefined ? mode : `${mode}/${memory.toUpperCase()}`;
}

/** A resource's whole number: `8`; 0 for what is none. */
export function gpuQuantity(quantity: unknown): number {
  const number = Number(quantity ?? 0);
  return Number.isSafeInteger(number) && number > 0 ? number : 0;
}
