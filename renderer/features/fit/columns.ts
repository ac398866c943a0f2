import type { Device } from '../../../engine/contract/views/device.ts';
import type { FitGpu } from '../../../engine/contract/views/fit.ts';
import type { FleetKind } from '../shared/gpu-fleet.ts';
import type { ExplorerState } from './explorer-state.ts';

/** A column of the matrix: GPUs of one kind and memory. */
export interface Column {
  /** Names the column in the address. */
  id: string;
  title: string;
  /** Under the title: memory of one, and how many there are. */
  note: string;
  gpu: string;
  /** Of one GPU, where a device said it. */
  memoryMiB: number | null;
}

/** The kinds that models are served on most, of those that the catalog has. */
const usual = ['MI300X', 'MI325X', 'MI355X', 'A100-80GB-SXM4', 'L40S', 'H100-SXM5-80GB', 'H200-SXM', 'B200', 'RTX4090'];

/** Catalog GPUs as columns: those asked for, else the usual ones, else all. */
export function catalogColumns(catalog: readonly FitGpu[], gpus: ExplorerState['gpus']): Column[] {
  const asked = gpus ? gpus.flatMap((key) => catalog.filter((gpu) => gpu.key === key)) : catalog.filter(({ key }) => usual.includes(key));
  return (asked.length > 0 ? asked : catalog).map(({ key, memoryMiB }) => ({
    id: key,
    title: key,
    note: memoryWords(memoryMiB),
    gpu: key,
    memoryMiB: null,
  }));
}

/** What a device is in the catalog, by kind, partition and memory: equal ones are one column. Devices of no known kind are left out. */
export function machineColumns(devices: readonly Device[]): Column[] {
  const groups = new Map<string, { column: Column; count: number }>();
  for (const { model, partition, memoryMiB } of devices) {
    if (model === null) continue;
    const id = columnId(model, partition, memoryMiB);
    const column = { id, title: [model, partition].filter(Boolean).join(' '), note: '', gpu: model, memoryMiB };
    groups.set(id, { column, count: (groups.get(id)?.count ?? 0) + 1 });
  }
  return [...groups.values()].map(({ column, count }) => ({ ...column, note: `${memoryWords(column.memoryMiB)}, ${count} here` }));
}

/** A cluster's kinds as columns, with what is free. Kinds that no label names are left out. */
export function clusterColumns(kinds: readonly FleetKind[]): Column[] {
  return kinds.flatMap(({ model, partition, memoryMiB, free, total }) =>
    model === null
      ? []
      : [
          {
            id: columnId(model, partition, memoryMiB),
            title: [model, partition].filter(Boolean).join(' '),
            note: `${free} of ${total} free`,
            gpu: model,
            memoryMiB,
          },
        ],
  );
}

function columnId(model: string, partition: string | null, memoryMiB: number | null): string {
  return [model, partition, memoryMiB].filter((part) => part !== null).join(' ');
}

function memoryWords(memoryMiB: number | null): string {
  return memoryMiB === null ? 'memory not seen' : `${Math.round(memoryMiB / 1024)} GiB`;
}
