import type { Device } from '../contract/views/device.ts';
import { normaliseProduct } from './product-name.ts';

/** One and the same device or instance, as two probes saw it. */
export function sameInstance(left: Device, right: Device): boolean {
  if (left.vendor !== right.vendor || (left.partition === null) !== (right.partition === null)) return false;
  const uuid = sameUuid(left, right);
  if (uuid !== undefined) return uuid && sameAddress(left, right) !== false;
  return left.partition === null && sameCard(left, right);
}

/** The same card, or instances of the same card: by address, else by the number that tools of one family gave it. */
export function sameCard(left: Device, right: Device): boolean {
  if (left.vendor !== right.vendor || left.node !== right.node) return false;
  const address = sameAddress(left, right);
  if (address !== undefined) return address;
  const bothWhole = left.partition === null && right.partition === null;
  const uuid = bothWhole ? sameUuid(left, right) : undefined;
  if (uuid !== undefined) return uuid;
  return left.index !== null && left.index === right.index && sameFamily(left, right) && !differ(left.pciId, right.pciId);
}

/** Neither an address nor a UUID says whether they are the same. */
export function notComparable(left: Device, right: Device): boolean {
  return sameAddress(left, right) === undefined && (sameUuid(left, right) === undefined || left.partition !== right.partition);
}

/** Of one maker and one product, as far as both tell. */
export function sameKind(left: Device, right: Device): boolean {
  if (left.vendor !== right.vendor || left.node !== right.node) return false;
  if (left.model !== null && right.model !== null) return left.model === right.model;
  return left.name !== null && right.name !== null && normaliseProduct(left.name) === normaliseProduct(right.name);
}

/** Undefined where one of them does not tell it. */
function sameAddress(left: Device, right: Device): boolean | undefined {
  return left.pciAddress === null || right.pciAddress === null ? undefined : left.pciAddress === right.pciAddress;
}

function sameUuid(left: Device, right: Device): boolean | undefined {
  return left.uuid === null || right.uuid === null ? undefined : left.uuid.toLowerCase() === right.uuid.toLowerCase();
}

/** nvidia-smi numbers devices alike in all its forms; other tools count in ways of their own. */
function sameFamily(left: Device, right: Device): boolean {
  return left.source.split('-')[0] === right.source.split('-')[0];
}

function differ(left: string | null, right: string | null): boolean {
  return left !== null && right !== null && left !== right;
}
