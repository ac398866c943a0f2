import type { Device } from '../../../contract/views/device.ts';
import type { GpuTable } from '../../identify.ts';
import { newDevice } from '../../new-device.ts';
import type { Parsed, ToolFile } from '../../parser.ts';
import { withKind } from '../../with-kind.ts';
import { joinOutputs, joinTables } from '../csv/join-tables.ts';
import { readTables } from '../csv/read-tables.ts';
import type { Row, Table } from '../csv/table.ts';
import { mebibytes, memoryOf, pciAddress, told, wholeNumber } from '../values.ts';
import { habanaCsv } from './columns.ts';
import { habanaFailure } from './failures.ts';

const source = 'hl-smi';

/** `hl-smi --query-aip=name,memory.total,index --format=csv`, with or without header and units. */
export function parseHlSmi(files: readonly ToolFile[], gpus: GpuTable): Parsed {
  const outputs = files.map(({ text }) => readOutput(text));
  const rows = joinOutputs(outputs.map(({ tables }) => joinTables(tables))).filter(isAccelerator);
  return { devices: rows.map((row) => deviceOf(row, gpus)), problems: outputs.flatMap(({ problems }) => problems) };
}

function readOutput(text: string): { tables: Table[]; problems: readonly string[] } {
  const lines = text
    .replaceAll('\0', '')
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '');
  const tables = readTables(lines, habanaCsv);
  if (!tables.some(({ rows }) => rows.some(isAccelerator))) return { tables: [], problems: [habanaFailure(text)] };
  return { tables, problems: tables.flatMap(({ problems }) => problems) };
}

function isAccelerator(row: Row): boolean {
  return /[a-z]/i.test(told(row['name']) ?? '');
}

function deviceOf(row: Row, gpus: GpuTable): Device {
  const memory = memoryOf(row['memory.total']);
  const free = mebibytes(row['memory.free']);
  const device = newDevice('habana', source, {
    name: told(row['name']),
    index: wholeNumber(row['index']),
    uuid: told(row['uuid']),
    pciAddress: pciAddress(row['pci.bus_id']),
    ...memory,
    memoryFreeMiB: free !== null && memory.memoryMiB !== null && free <= memory.memoryMiB ? free : null,
    unified: memory.memoryMiB === null ? null : false,
    driver: told(row['driver_version']),
  });
  return withKind(device, gpus);
}
