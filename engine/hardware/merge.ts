import type { Device } from '../contract/views/device.ts';
import { joinDevices } from './join-devices.ts';
import { notComparable, sameCard, sameInstance, sameKind } from './same-device.ts';

/**
 * What several probes found on one machine as one list: each device once, with what any of them knows. The first list is
 * trusted most, so it stands for what two of them say differently. Pure.
 */
export function mergeDevices(lists: readonly (readonly Device[])[]): Device[] {
  const merged = lists.reduce<Device[]>(addList, []);
  return merged.filter(
    (device) => device.partition !== null || !merged.some((other) => other.partition !== null && isPartOf(other, device)),
  );
}

/** A whole card is not listed beside its parts: it cannot be used beside them. */
function isPartOf(part: Device, whole: Device): boolean {
  return sameCard(part, whole) || (notComparable(part, whole) && sameKind(part, whole));
}

/** Each device of one list can be one of another list's, never two of its own. */
function addList(known: readonly Device[], list: readonly Device[]): Device[] {
  const merged = [...known];
  const taken = new Set<number>();
  const fresh: Device[] = [];
  for (const device of list) {
    const at = findSame(merged, taken, { device, list });
    if (at < 0) {
      fresh.push(withCard(device, known));
    } else {
      taken.add(at);
      merged[at] = joinDevices(merged[at] ?? device, device);
    }
  }
  return [...merged.map((device) => withCard(device, list)), ...fresh];
}

interface Wanted {
  readonly device: Device;
  readonly list: readonly Device[];
}

/**
 * By marks that both have; else by order: outputs without a common mark print in the same order, and speak of the same
 * devices if there are as many of them.
 */
function findSame(known: readonly Device[], taken: ReadonlySet<number>, { device, list }: Wanted): number {
  const exact = known.findIndex((each, at) => !taken.has(at) && sameInstance(each, device));
  if (exact >= 0) return exact;
  const [isAlike, isOpen] = device.partition === null ? [isCardOfKind, notComparable] : [isInstanceOfCard, withoutCommonUuid];
  const candidates = known.flatMap((each, at) => (isAlike(each, device) && (taken.has(at) || isOpen(each, device)) ? [at] : []));
  if (candidates.length !== list.filter((each) => isAlike(each, device)).length) return -1;
  return candidates.find((at) => !taken.has(at)) ?? -1;
}

function isCardOfKind(each: Device, device: Device): boolean {
  return each.partition === null && sameKind(each, device);
}

function isInstanceOfCard(each: Device, device: Device): boolean {
  return each.partition !== null && sameCard(each, device);
}

function withoutCommonUuid(each: Device, device: Device): boolean {
  return each.uuid === null || device.uuid === null;
}

/** An instance takes from its whole card what only the other output told: driver, PCI id, compute capability. */
function withCard(device: Device, others: readonly Device[]): Device {
  const card = device.partition === null ? undefined : others.find((each) => each.partition === null && sameCard(each, device));
  if (!card) return device;
  return {
    ...device,
    model: device.model ?? card.model,
    pciId: device.pciId ?? card.pciId,
    pciAddress: device.pciAddress ?? card.pciAddress,
    isa: device.isa ?? card.isa,
    driver: device.driver ?? card.driver,
  };
}
