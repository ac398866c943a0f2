import type { Device } from '../../../contract/views/device.ts';
import type { GpuTable } from '../../identify.ts';
import type { Parsed, ToolFile } from '../../parser.ts';
import { joinOutputs, joinTables } from '../csv/join-tables.ts';
import { readTables } from '../csv/read-tables.ts';
import type { Row } from '../csv/table.ts';
import { nvidiaCsv } from './columns.ts';
import { nvidiaDevice } from './device.ts';
import { takeFailures } from './failures.ts';
import { otherForm } from './other-form.ts';

const source = 'nvidia-smi-csv';

/** `nvidia-smi --query-gpu=... --format=csv`, with or without header and units; several answers of one machine are joined. */
export function parseNvidiaCsv(files: readonly ToolFile[], gpus: GpuTable): Parsed {
  const outputs = files.map(({ text }) => readOutput(text));
  const rows = joinOutputs(outputs.map(({ tables }) => joinTables(tables)));
  const devices = rows.filter(isGpu).map((row) => deviceOf(row, gpus));
  const nobody = rows.length - devices.length;
  return { devices, problems: [...outputs.flatMap(({ problems }) => problems), ...(nobody > 0 ? [ofNobody(nobody)] : [])] };
}

function ofNobody(lines: number): string {
  const which = lines === 1 ? 'A line has figures and was left out:' : `${lines} lines have figures and were left out:`;
  return `${which} no name, UUID or address tells of which GPU they are. Ask for index,name,uuid,pci.bus_id too.`;
}

function readOutput(text: string) {
  const { problems, lines } = takeFailures(text);
  const tables = readTables(lines, nvidiaCsv);
  const understood = tables.some(({ columns }) => columns.length > 0);
  if (!understood) return { tables: [], problems: problems.length > 0 ? problems : [otherForm(text, source)] };
  return { tables, problems: [...problems, ...tables.flatMap((table) => table.problems)] };
}

/** Figures of nobody are no GPU: a name, an address, a UUID or a PCI id must be there. */
function isGpu(row: Row): boolean {
  return ['name', 'uuid', 'pci.bus_id', 'pci.device_id'].some(
    (column) => /[0-9a-z]/i.test(row[column] ?? '') && !/^\[?N\/A\]?$/i.test(row[column] ?? ''),
  );
}

function deviceOf(row: Row, gpus: GpuTable): Device {
  const facts = {
    index: row['index'],
    name: row['name'],
    uuid: row['uuid'],
    busId: row['pci.bus_id'],
    deviceId: row['pci.device_id'],
    total: row['memory.total'],
    free: row['memory.free'],
    computeCapability: row['compute_cap'],
    addressingMode: row['addressing_mode'],
    driver: row['driver_version'] ?? row['kmd_version'],
  };
  const device = nvidiaDevice(facts, gpus, source);
  return row['mig.mode.current'] === 'Enabled' ? { ...device, problems: [...device.problems, migProblem] } : device;
}

const migProblem =
  'MIG is on: this is the whole card, and only its instances can be used. nvidia-smi -L lists them, nvidia-smi -q -x tells their memory.';
