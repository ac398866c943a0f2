import type { CsvDialect, Row } from '../csv/table.ts';
import { isPlaceholder, mebibytes, pciAddress } from '../values.ts';
import { inferColumns } from './infer-columns.ts';

/** Names that `--query-gpu` prints in its header; the old ones with their present name. Others are known to be possible, and not used. */
const columns: CsvDialect['columns'] = {
  ...same(
    'index',
    'name',
    'uuid',
    'driver_version',
    'kmd_version',
    'compute_cap',
    'addressing_mode',
    'driver_model.current',
    'mig.mode.current',
    'count',
  ),
  ...same('pci.bus_id', 'pci.device_id', 'memory.total', 'memory.free', 'memory.used', 'memory.reserved'),
  gpu_name: 'name',
  gpu_uuid: 'uuid',
  gpu_bus_id: 'pci.bus_id',
  compute_capability: 'compute_cap',
};

/** Questions that are often asked without a header: Slipway's own two first, then those seen in the field. */
const orders: CsvDialect['orders'] = [
  ['index', 'name', 'uuid', 'pci.bus_id', 'memory.total', 'memory.free', 'driver_version'],
  ['uuid', 'pci.device_id', 'compute_cap', 'addressing_mode', 'mig.mode.current'],
  [
    ...['index', 'name', 'uuid', 'pci.bus_id', 'memory.total', 'memory.free', 'driver_version'],
    ...['pci.device_id', 'compute_cap', 'addressing_mode', 'mig.mode.current'],
  ],
  ['pci.device_id', 'compute_cap', 'addressing_mode', 'mig.mode.current'],
  ['pci.device_id', 'compute_cap', 'addressing_mode', 'utilization.gpu', 'power.draw', 'temperature.gpu'],
  ['name', 'memory.total', 'memory.used', 'memory.free', 'driver_version'],
  ['index', 'name', 'memory.total', 'memory.used'],
  ['index', 'name', 'memory.used', 'memory.total'],
  ['index', 'name', 'utilization.gpu', 'memory.used', 'memory.total'],
  ['index', 'name', 'uuid', 'memory.total', 'driver_version'],
  ['index', 'name', 'uuid', 'memory.total'],
  ['index', 'uuid', 'name', 'memory.total'],
  ['index', 'name', 'memory.total', 'driver_version'],
  ['index', 'name', 'memory.total', 'compute_cap'],
  ['index', 'name', 'memory.total'],
  ['name', 'uuid', 'memory.total'],
  ['name', 'memory.total', 'driver_version'],
  ['name', 'memory.total', 'compute_cap'],
  ['addressing_mode', 'memory.total', 'name'],
  // Whether the second figure is what is used or what is free, nothing tells.
  ['name', 'memory.total', 'unsaid'],
  ['name', 'unsaid', 'memory.total'],
  ['name', 'memory.total'],
  ['memory.total', 'name'],
];

const shapes: Readonly<Record<string, RegExp>> = {
  index: /^\d{1,3}$/,
  uuid: /^(?:GPU|MIG)-[0-9a-f][0-9a-f/-]{7,}$/i,
  'pci.device_id': /^0x[0-9a-f]{8}$/i,
  driver_version: /^\d{3}\.\d{2,3}(?:\.\d{1,3})?$/,
  compute_cap: /^\d{1,2}\.\d$/,
  addressing_mode: /^(?:None|HMM|ATS)$/,
  'mig.mode.current': /^(?:Enabled|Disabled)$/,
  'utilization.gpu': /^\d{1,3}(?: %)?$/,
  'power.draw': /^\d{1,4}\.\d{2}(?: W)?$/,
  'temperature.gpu': /^\d{1,3}$/,
};

export const nvidiaCsv: CsvDialect = { columns, orders, fits, sound, infer: inferColumns };

function fits(column: string, cell: string): boolean {
  if (column === 'name') return isName(cell);
  if (isPlaceholder(cell)) return column !== 'index';
  if (column === 'pci.bus_id') return pciAddress(cell) !== null;
  if (column.startsWith('memory.') || column === 'unsaid') return isMemory(cell);
  return shapes[column]?.test(cell) ?? false;
}

/** nvidia-smi prints whole MiB: a decimal number is a power or a version. */
function isMemory(cell: string): boolean {
  return mebibytes(cell) !== null && !cell.includes('.');
}

/** The total is not zero, and no part of it is more. */
function sound(row: Row): boolean {
  const total = mebibytes(row['memory.total']);
  const parts = ['memory.used', 'memory.free', 'unsaid'].map((column) => mebibytes(row[column]) ?? 0);
  return total === null || (total > 0 && parts.every((part) => part <= total));
}

/** Letters that are no sentence; of a name with commas, no part may be another column's value. */
function isName(cell: string): boolean {
  if (!/[a-z]{2}/i.test(cell) || cell.length > 80 || /[.:!?|"<>{}]$|https?:/.test(cell)) return false;
  return cell.split(', ').every((part) => part.trim() !== '' && !isPlaceholder(part) && !isValue(part));
}

/** What other columns print: states, modes and performance levels. */
const words = /^(?:Default|Exclusive_(?:Process|Thread)|Prohibited|(?:Not )?Active|Enabled|Disabled|WDDM|TCC|MCDM|Yes|No|P\d{1,2})$/i;

function isValue(part: string): boolean {
  return (
    words.test(part) || pciAddress(part) !== null || mebibytes(part) !== null || Object.values(shapes).some((shape) => shape.test(part))
  );
}

function same(...names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, name]));
}
