import type { CsvDialect } from '../csv/table.ts';
import { isPlaceholder, mebibytes, pciAddress } from '../values.ts';

const shapes: Readonly<Record<string, RegExp>> = {
  index: /^\d{1,3}$/,
  name: /^HL-\d{2,4}[\w ()-]{0,20}$/i,
  uuid: /^[0-9A-Z]{4}(?:-[0-9A-Z]{2,10}){3,8}$/i,
  driver_version: /^\d{1,3}\.\d{1,3}\.\d{1,3}(?:-[\w.]+)?$/,
};

/** `hl-smi --query-aip=... --format=csv`: the questions of the field, with `name,memory.total,index` first. */
export const habanaCsv: CsvDialect = {
  columns: {
    ...Object.fromEntries(
      ['index', 'name', 'uuid', 'driver_version', 'memory.total', 'memory.free', 'memory.used'].map((name) => [name, name]),
    ),
    bus_id: 'pci.bus_id',
    pci_bus_id: 'pci.bus_id',
  },
  orders: [
    ['name', 'memory.total', 'index'],
    ['index', 'name', 'memory.total'],
    ['index', 'name', 'uuid', 'pci.bus_id', 'memory.total', 'memory.free', 'driver_version'],
    ['index', 'name', 'pci.bus_id', 'memory.total', 'memory.used', 'driver_version'],
    ['index', 'uuid', 'name', 'memory.total'],
    ['name', 'memory.total', 'driver_version'],
    ['name', 'memory.total'],
  ],
  fits,
};

function fits(column: string, cell: string): boolean {
  if (isPlaceholder(cell)) return column !== 'index' && column !== 'name';
  if (column === 'pci.bus_id') return pciAddress(cell) !== null;
  if (column.startsWith('memory.')) return mebibytes(cell) !== null;
  return shapes[column]?.test(cell) ?? false;
}
