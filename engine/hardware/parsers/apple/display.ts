import type { Device, DeviceVendor } from '../../../contract/views/device.ts';
import { noMemory } from '../values.ts';
import type { Json } from './json.ts';

const vendors: readonly (readonly [RegExp, DeviceVendor])[] = [
  [/apple/i, 'apple'],
  [/amd|\bati\b|0x1002|radeon/i, 'amd'],
  [/nvidia|0x10de|geforce/i, 'nvidia'],
  [/intel|0x8086/i, 'intel'],
];

/** An entry can be a display alone: a GPU has a maker, Metal, or the type of one. */
export function isGpu(display: Json): boolean {
  const type = display['sppci_device_type'];
  if (typeof type === 'string') return type === 'spdisplays_gpu';
  return nameOf(display) !== null && (vendorOf(display) !== 'other' || typeof display['spdisplays_mtlgpufamilysupport'] === 'string');
}

export function nameOf(display: Json): string | null {
  const name = [display['sppci_model'], display['_name']].find((each) => typeof each === 'string' && each.trim() !== '');
  return typeof name === 'string' ? name.trim().slice(0, 120) : null;
}

export function vendorOf(display: Json): DeviceVendor {
  const said = display['spdisplays_vendor'];
  const texts = [said, nameOf(display), display['_name']].filter((each) => typeof each === 'string');
  for (const text of texts) {
    const found = vendors.find(([pattern]) => pattern.test(text));
    if (found) return found[1];
  }
  return 'other';
}

export type DisplayMemory = Pick<Device, 'memoryMiB' | 'memoryReason' | 'unified'>;

/** `4 GB` of its own, or `1536 MB` that it may take of the host's. */
export function memoryOfDisplay(display: Json): DisplayMemory {
  const shared = size(display['spdisplays_vram_shared']);
  const own = size(display['spdisplays_vram']) ?? size(display['_spdisplays_vram']);
  if (own !== null) return { memoryMiB: own, memoryReason: null, unified: false };
  if (shared !== null) return { memoryMiB: shared, memoryReason: null, unified: true };
  return { ...noMemory('system_profiler prints no memory for it.'), unified: null };
}

/** system_profiler counts in powers of two. Zero is no figure. */
export function size(value: unknown): number | null {
  const [, digits, unit] = /^(\d{1,7}(?:[.,]\d+)?)\s*([KMGT])i?B$/i.exec(typeof value === 'string' ? value.trim() : '') ?? [];
  if (digits === undefined || unit === undefined) return null;
  const mebibytes = Number(digits.replace(',', '.')) * ({ K: 1 / 1024, M: 1, G: 1024, T: 1024 ** 2 }[unit.toUpperCase()] ?? 0);
  return mebibytes >= 1 && mebibytes <= 2 ** 30 ? Math.round(mebibytes) : null;
}
