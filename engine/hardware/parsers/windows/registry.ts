import type { Device } from '../../../contract/views/device.ts';
import type { GpuTable } from '../../identify.ts';
import { newDevice } from '../../new-device.ts';
import type { Parsed } from '../../parser.ts';
import { withKind } from '../../with-kind.ts';
import type { Adapter, Adapters } from './adapter.ts';
import { adapterMemory, adapterVendor } from './adapter-facts.ts';
import { readPairs } from './read-pairs.ts';
import { isRegistryExport, registryExportAsQuery } from './read-registry-export.ts';
import { readRegistryKeys } from './read-registry-keys.ts';

const source = 'win-registry';

/**
 * Display adapters of Windows: what `reg query` prints of their class key (HardwareInformation.qwMemorySize) or regedit exports, or lines of
 * `name|bytes` made from it or from Win32_VideoController.
 */
export function parseWindowsRegistry(text: string, gpus: GpuTable): Parsed {
  const clean = text.replace(/^\uFEFF/, '').replaceAll('\0', '');
  if (clean.trim() === '') return { devices: [], problems: ['The output is empty: no display adapter was read from the registry.'] };
  const { adapters, problems } = readAdapters(isRegistryExport(clean) ? registryExportAsQuery(clean) : clean);
  const devices = adapters.filter(isGpu).map((adapter, index) => deviceOf(adapter, index, gpus));
  return { devices, problems: devices.length > 0 || problems.length > 0 ? problems : ['The registry lists no GPU.'] };
}

function readAdapters(text: string): Adapters {
  return /^HKEY_|^\s+\S+\s+REG_[A-Z_]+\s/m.test(text) ? readRegistryKeys(text) : readPairs(text);
}

/** Windows has adapters that are none: a remote screen, its own basic driver. A GPU has a maker that is known, or memory. */
function isGpu(adapter: Adapter): boolean {
  if (/^Microsoft |Remote Display|Virtual Display|Mirror Driver/i.test(adapter.name)) return false;
  return adapterVendor(adapter) !== 'other' || adapterMemory(adapter).memoryMiB !== null;
}

function deviceOf(adapter: Adapter, index: number, gpus: GpuTable): Device {
  const device = newDevice(adapterVendor(adapter), source, {
    name: adapter.name,
    index,
    pciId: adapter.pciId ?? null,
    ...adapterMemory(adapter),
    driver: adapter.driver ?? null,
  });
  return withKind(device, gpus, { revision: adapter.revision });
}
