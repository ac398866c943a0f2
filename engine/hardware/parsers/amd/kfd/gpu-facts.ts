/** A GPU's node of the KFD topology. */
import { pciAddress } from '../../values.ts';
import type { DrmCard } from './drm.ts';
import type { KfdNode } from './nodes.ts';

export interface KfdGpu {
  readonly number: number | null;
  readonly pciId: string | null;
  /** `0000:05:00.1`: the function is the number of the partition. */
  readonly address: string | null;
  /** The address without the function: where the card is. */
  readonly slot: string | null;
  /** Sixteen hexadecimal digits; partitions of one card have the same. */
  readonly uniqueId: string | undefined;
  readonly gfxVersion: string | undefined;
  /** Compute dies, where the kernel tells them. */
  readonly dies: string | undefined;
  readonly node: KfdNode;
  readonly problems: string[];
}

const amd = '4098';

/** Undefined for a processor's node, which has no SIMD units, and for what says too little to be a GPU. */
export function gpuFacts(node: KfdNode): KfdGpu | undefined {
  const { properties, number } = node;
  const units = Number(properties.get('simd_count') ?? 0);
  const vendor = properties.get('vendor_id') ?? amd;
  const device = Number(properties.get('device_id') ?? 0);
  if (!(units > 0) || vendor !== amd) return undefined;
  const pciId = device > 0 && device <= 0xffff ? device.toString(16).padStart(4, '0') : null;
  const address = addressOf(properties);
  return {
    number,
    pciId,
    address,
    slot: address === null ? null : address.slice(0, -2),
    uniqueId: uniqueId(properties.get('unique_id')),
    gfxVersion: properties.get('gfx_target_version'),
    dies: properties.get('num_xcc'),
    node,
    problems: pciId === null ? ['The node has no device_id: the kind of the GPU is not known.'] : [],
  };
}

/** `90402` is gfx942 and `90010` gfx90a: major * 10000 + minor * 100 + step, of which the step is hexadecimal. Old kernels have none. */
export function gfxName(version: string | undefined): string | null {
  if (version === undefined || !/^[0-9]{5,6}$/.test(version)) return null;
  const [major, minor, step] = [Math.floor(Number(version) / 10_000), Math.floor(Number(version) / 100) % 100, Number(version) % 100];
  return step > 15 || minor > 9 ? null : `gfx${major}${minor}${step.toString(16)}`;
}

/** By unique id, else by address: two GPUs have been seen at one address, and partitions have one id. */
export function cardOfNode({ uniqueId: id, slot }: KfdGpu, cards: readonly DrmCard[]): DrmCard | undefined {
  const byId = cards.find((card) => id !== undefined && card.uniqueId === id);
  return byId ?? cards.find((card) => slot !== null && card.address?.slice(0, -2) === slot);
}

/** Bits 15 to 8 are the bus, 7 to 3 the device, 2 to 0 the function. */
function addressOf(properties: ReadonlyMap<string, string>): string | null {
  const location = Number(properties.get('location_id') ?? 0);
  const domain = Number(properties.get('domain') ?? 0);
  if (!(location > 0) || location > 0xffff || domain > 0xffff) return null;
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  return pciAddress(`${hex(domain, 4)}:${hex((location >> 8) & 0xff, 2)}:${hex((location >> 3) & 0x1f, 2)}.${location & 7}`);
}

/** A 64-bit number: more than a Number holds. */
function uniqueId(text: string | undefined): string | undefined {
  if (text === undefined || /^0*$/.test(text)) return undefined;
  const hex = BigInt(text).toString(16);
  return hex.length > 16 ? undefined : hex.padStart(16, '0');
}
