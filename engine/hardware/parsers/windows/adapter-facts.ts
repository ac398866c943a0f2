import type { DeviceVendor } from '../../../contract/views/device.ts';
import { type Memory, noMemory } from '../values.ts';
import type { Adapter } from './adapter.ts';

const pciVendors: Readonly<Record<string, DeviceVendor>> = {
  '10de': 'nvidia',
  '1002': 'amd',
  '1022': 'amd',
  '8086': 'intel',
  '1da3': 'habana',
};
const names: readonly (readonly [RegExp, DeviceVendor])[] = [
  [/^(?:NVIDIA|GeForce|Quadro|Tesla)\b/i, 'nvidia'],
  [/^(?:AMD|ATI|Radeon)\b/i, 'amd'],
  [/^Intel\b/i, 'intel'],
];

export function adapterVendor({ name, pciVendor }: Adapter): DeviceVendor {
  const byId = pciVendor === undefined ? undefined : pciVendors[pciVendor];
  return byId ?? names.find(([pattern]) => pattern.test(name))?.[1] ?? 'other';
}

/** Where a figure of 32 bits stops: 4 GiB less 1 MiB, and less 1 byte. */
const fullIn32Bits = [4293918720, 4294967295];

export function adapterMemory({ bytes, wide }: Adapter): Memory {
  if (bytes === undefined || bytes.trim() === '') return noMemory('Windows prints no memory for it.');
  const figure = /^\d{1,18}$/.test(bytes.trim()) ? Number(bytes) : Number.NaN;
  if (!(figure <= 2 ** 50)) return noMemory(`"${bytes.trim().slice(0, 40)}" is no memory size.`);
  if (!wide && fullIn32Bits.includes(figure)) {
    return noMemory(
      'Win32_VideoController counts in 32 bits, and its figure is full: the adapter has 4 GiB or more. The registry has HardwareInformation.qwMemorySize.',
    );
  }
  return figure < 2 ** 20 ? noMemory('Windows prints no memory for it.') : { memoryMiB: Math.round(figure / 2 ** 20), memoryReason: null };
}
