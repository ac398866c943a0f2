/** Labels of node feature discovery: PCI devices of the node, whatever driver or plugin it has. */
import type { DeviceVendor } from '../../../contract/views/device.ts';
import type { Labels } from '../labelled-gpus.ts';

export interface PciLabel {
  readonly label: string;
  readonly vendor: DeviceVendor;
  /** Four hexadecimal digits, where the discovery was told to write them. */
  readonly pciId: string | null;
}

const prefix = 'feature.node.kubernetes.io/';
const vendorIds: Readonly<Record<string, DeviceVendor>> = { '10de': 'nvidia', '1002': 'amd', '8086': 'intel', '1da3': 'habana' };
/** Rules of GPU operators; `amd-vgpu` is a virtual function. */
const operatorRules: Readonly<Record<string, DeviceVendor>> = {
  [`${prefix}amd-gpu`]: 'amd',
  [`${prefix}amd-vgpu`]: 'amd',
  'nvidia.com/gpu.present': 'nvidia',
};

/** GPUs that the labels tell of. Fields are class, vendor and device, of which discovery writes those it was configured for. */
export function pciGpus(labels: Labels): PciLabel[] {
  return Object.entries(labels).flatMap(([label, value]) => {
    const vendor = Object.hasOwn(operatorRules, label) ? operatorRules[label] : undefined;
    if (vendor && value === 'true') return [{ label, vendor, pciId: null }];
    if (!label.startsWith(prefix) || value !== 'true') return [];
    const feature = label.slice(prefix.length);
    return pciLabel(label, /^pci-([0-9a-f_]+)\.(?:present|sriov\.capable)$/.exec(feature)?.[1]?.split('_') ?? []);
  });
}

function pciLabel(label: string, fields: readonly string[]): PciLabel[] {
  const [first = '', second = ''] = fields;
  const startsWithVendor = first in vendorIds && !(second in vendorIds);
  const [deviceClass, vendorId, pciId] = startsWithVendor ? [undefined, ...fields] : fields;
  const vendor = vendorId === undefined ? undefined : vendorIds[vendorId];
  if (!vendor || !isGpu(vendor, deviceClass)) return [];
  return [{ label, vendor, pciId: pciId ?? null }];
}

/** Intel makes much else, and a display controller of theirs is as a rule part of the processor. */
function isGpu(vendor: DeviceVendor, deviceClass: string | undefined): boolean {
  if (deviceClass === undefined) return vendor !== 'intel';
  if (vendor === 'intel') return deviceClass === '0380' || deviceClass.startsWith('12');
  return /^(03|12|0b40)/.test(deviceClass);
}
