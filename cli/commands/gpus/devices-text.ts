import type { Device } from '../../../engine/contract/views/device.ts';
import { table } from '../../output.ts';

/** GPUs for people: one row for all that are alike, and below what a person should know of them and has not been told. */
export function devicesText(devices: readonly Device[], told: readonly string[] = []): string {
  if (devices.length === 0) return 'No GPU.';
  const parts = [deviceTable(devices), deviceProblems(devices, told)];
  return parts.filter((part) => part !== '').join('\n\n');
}

export function deviceTable(devices: readonly Device[]): string {
  const rows = new Map<string, { cells: string[]; count: number }>();
  for (const device of devices) {
    const cells = cellsOf(device);
    const key = cells.join('\n');
    rows.set(key, { cells, count: (rows.get(key)?.count ?? 0) + 1 });
  }
  const columns = ['COUNT', 'GPU', 'PARTITION', 'MEMORY', 'FREE', 'ARCHITECTURE', 'DRIVER', 'NODE', 'TOLD BY'];
  const lines = [...rows.values()].map(({ cells, count }) => [String(count), ...cells]);
  return withoutEmpty(columns, lines);
}

/** A column of which nothing is known says nothing. */
function withoutEmpty(headings: string[], rows: string[][]): string {
  const kept = headings.map((_, column) => rows.some((row) => row[column] !== '-'));
  const pick = (cells: string[]) => cells.filter((_, column) => kept[column]);
  return table(pick(headings), rows.map(pick));
}

function cellsOf(device: Device): string[] {
  const { partition, memoryMiB, memoryFreeMiB, isa, driver, node, source, unified } = device;
  const memory = memoryMiB === null ? 'not known' : `${gib(memoryMiB)}${unified ? ' shared' : ''}`;
  return [
    nameOfDevice(device),
    partition ?? '-',
    memory,
    memoryFreeMiB === null ? '-' : gib(memoryFreeMiB),
    isa ?? '-',
    driver ?? '-',
    node ?? '-',
    source,
  ];
}

const vendors = { amd: 'AMD GPU', nvidia: 'NVIDIA GPU', intel: 'Intel GPU', apple: 'Apple GPU', habana: 'Gaudi', other: 'GPU' } as const;

/** `MI300X`; else as the tool names it, else what is known of it. */
export function nameOfDevice({ model, name, vendor, pciId }: Device): string {
  return model ?? name ?? `${vendors[vendor]} ${pciId === null ? '' : `${pciId} `}of unknown kind`;
}

/** Why there is no figure, and what is wrong, once for all that it is about. */
export function deviceProblems(devices: readonly Device[], told: readonly string[] = []): string {
  const counts = new Map<string, number>();
  for (const device of devices) {
    for (const problem of [...(device.memoryReason === null ? [] : [device.memoryReason]), ...device.problems]) {
      // What the whole output is told to have may be that of a device, with its node before it.
      if (told.some((each) => each.endsWith(problem))) continue;
      const line = `${nameOfDevice(device)}: ${problem}`;
      counts.set(line, (counts.get(line) ?? 0) + 1);
    }
  }
  return [...counts].map(([line, count]) => (count === 1 ? line : `${count} x ${line}`)).join('\n');
}

function gib(mebibytes: number): string {
  return `${(mebibytes / 1024).toFixed(1)} GiB`;
}
