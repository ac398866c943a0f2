import type { Device } from '../contract/views/device.ts';

/** A MIG profile's name says more than the numbers of the instance. */
const numbersOnly = /^MIG GI /;

/** One device from two reports of it: the first's word stands, the second's fills what it left open. */
export function joinDevices(first: Device, second: Device): Device {
  const memoryMiB = first.memoryMiB ?? second.memoryMiB;
  return {
    ...first,
    model: first.model ?? second.model,
    name: first.name ?? second.name,
    index: first.index ?? second.index,
    uuid: first.uuid ?? second.uuid,
    pciId: first.pciId ?? second.pciId,
    pciAddress: first.pciAddress ?? second.pciAddress,
    isa: first.isa ?? second.isa,
    memoryMiB,
    memoryFreeMiB: freeMemory(first, second, memoryMiB),
    memoryReason: memoryMiB === null ? (first.memoryReason ?? second.memoryReason) : null,
    unified: first.unified ?? second.unified,
    partition: partitionName(first.partition, second.partition),
    driver: first.driver ?? second.driver,
    source: sources(first.source, second.source),
    problems: [...new Set([...first.problems, ...second.problems, ...contradictions(first, second)])],
  };
}

/** What is free belongs to the total that was reported with it. */
function freeMemory(first: Device, second: Device, total: number | null): number | null {
  const free = first.memoryFreeMiB ?? second.memoryFreeMiB;
  return free !== null && total !== null && free <= total ? free : null;
}

function partitionName(first: string | null, second: string | null): string | null {
  return first !== null && second !== null && numbersOnly.test(first) ? second : (first ?? second);
}

function sources(first: string, second: string): string {
  return [...new Set([...first.split(', '), ...second.split(', ')])].join(', ');
}

/** Reports of one device that cannot both be true: the first counts, and a person should know. */
function contradictions(first: Device, second: Device): string[] {
  const problems: string[] = [];
  if (first.model !== null && second.model !== null && first.model !== second.model) {
    problems.push(`${first.source} says that it is ${first.model}, ${second.source} ${second.model}: the first counts.`);
  }
  if (first.memoryMiB !== null && second.memoryMiB !== null && differMuch(first.memoryMiB, second.memoryMiB)) {
    problems.push(`${first.source} reports ${first.memoryMiB} MiB, ${second.source} ${second.memoryMiB} MiB: the first counts.`);
  }
  return problems;
}

/** Tools round differently, and drivers keep some memory: a twentieth is no contradiction. */
function differMuch(one: number, other: number): boolean {
  return Math.abs(one - other) > 0.05 * Math.max(one, other);
}
