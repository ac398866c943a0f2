/** A device on the PCI bus as a GPU: pure. */
import type { Device, DeviceVendor } from '../../../contract/views/device.ts';
import type { GpuTable } from '../../identify.ts';
import { newDevice } from '../../new-device.ts';
import { pciAddress } from '../../parsers/values.ts';
import { withKind } from '../../with-kind.ts';

export interface PciDevice {
  readonly address: string;
  /** `class`, `vendor`, `device`, `revision` as the kernel writes them: `0x030200`. */
  readonly values: Readonly<Record<string, string>>;
  readonly driver: string | null;
}

const vendors: Readonly<Record<string, DeviceVendor>> = { '0x10de': 'nvidia', '0x1002': 'amd', '0x8086': 'intel', '0x1da3': 'habana' };

/** Undefined for what is no GPU: other classes, servers' own screen chips, and the screens that are part of Intel's processors. */
export function pciGpu({ address, values, driver }: PciDevice, gpus: GpuTable): Device | undefined {
  const vendor = vendors[values['vendor']?.toLowerCase() ?? ''];
  const pciId = /^0x([0-9a-f]{4})$/i.exec(values['device'] ?? '')?.[1]?.toLowerCase();
  // 03: display controllers, 12: processing accelerators.
  if (!vendor || pciId === undefined || !/^0x(?:03|12)/.test(values['class'] ?? '')) return undefined;
  const device = newDevice(vendor, 'pci', {
    pciId,
    pciAddress: pciAddress(address),
    memoryReason: 'The PCI bus tells no memory: the driver with its tool does.',
    driver,
    problems: [sentence(vendor, driver)],
  });
  const known = withKind(device, gpus, { revision: /^0x([0-9a-f]{2})$/i.exec(values['revision'] ?? '')?.[1]?.toLowerCase() ?? null });
  return vendor === 'intel' && known.model === null ? undefined : known;
}

const usual: Readonly<Record<string, { drivers: readonly string[]; install: string; tool: string }>> = {
  nvidia: { drivers: ['nvidia'], install: 'the NVIDIA driver', tool: 'nvidia-smi' },
  amd: { drivers: ['amdgpu'], install: 'the amdgpu driver and ROCm', tool: 'amd-smi' },
  intel: { drivers: ['i915', 'xe'], install: "Intel's GPU driver", tool: 'xpu-smi' },
  habana: { drivers: ['habanalabs'], install: "Habana's driver", tool: 'hl-smi' },
};

function sentence(vendor: DeviceVendor, driver: string | null): string {
  const { drivers = [], install = 'its driver', tool = 'its tool' } = usual[vendor] ?? {};
  if (driver === null) return `A GPU is here, but no driver has it: install ${install}. In a container, the GPU has to be passed in.`;
  if (driver === 'vfio-pci')
    return 'A GPU is here, but it is set aside for virtual machines (vfio-pci): nothing on this machine itself can use it.';
  if (!drivers.includes(driver)) return `A GPU is here, but the driver ${driver} cannot compute on it: install ${install}.`;
  return `A GPU is here with its driver (${driver}), but ${tool} did not tell of it: install the tool, or pass the GPU into this container.`;
}
