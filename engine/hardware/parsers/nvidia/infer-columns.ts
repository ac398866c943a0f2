/** Which columns an nvidia-smi CSV without a header has, told by its values: people ask in any order. */
import { isPlaceholder, mebibytes, pciAddress } from '../values.ts';

/** A brand begins a product's name; `Default`, `P0` and `Not Active` are words of other columns. */
const productName = /^(?:NVIDIA|Tesla|GeForce|Quadro|GRID|TITAN|Orin|[ABHLV]\d{2,3}[- ])/;

const shapes: readonly (readonly [string, (cell: string) => boolean])[] = [
  ['uuid', (cell) => /^(?:GPU|MIG)-[0-9a-f][0-9a-f/-]{7,}$/i.test(cell)],
  ['pci.bus_id', (cell) => pciAddress(cell) !== null],
  ['pci.device_id', (cell) => /^0x[0-9a-f]{4}10de$/i.test(cell)],
  // Two parts may be a power in watts.
  ['driver_version', (cell) => /^\d{3}\.\d{2,3}\.\d{1,3}$/.test(cell)],
  ['compute_cap', (cell) => /^\d{1,2}\.\d$/.test(cell)],
  ['addressing_mode', (cell) => /^(?:None|HMM|ATS)$/.test(cell)],
  ['name', (cell) => productName.test(cell)],
];

/** Less is a clock, a temperature or a share where figures have no units. */
const leastBareMiB = 4096;

/** Undefined where the values do not tell one name and one total; columns that they do not tell are `unsaid.N`. */
export function inferColumns(body: readonly (readonly string[])[]): string[] | undefined {
  const width = body[0]?.length ?? 0;
  if (width < 2 || body.some((cells) => cells.length !== width)) return undefined;
  const values = Array.from({ length: width }, (_, at) => body.map((cells) => cells[at] ?? ''));
  const shaped = values.map((cells, at) => shapeOf(cells) ?? (isIndex(cells, at) ? 'index' : `unsaid.${at}`));
  const columns = shaped.map((column, at) => (shaped.indexOf(column) === at ? column : `unsaid.${at}`));
  const total = totalAt(values, columns);
  if (total === undefined || !columns.includes('name')) return undefined;
  return columns.with(total, 'memory.total');
}

function shapeOf(cells: readonly string[]): string | undefined {
  const said = cells.filter((cell) => !isPlaceholder(cell));
  return said.length === 0 ? undefined : shapes.find(([, fits]) => said.every(fits))?.[0];
}

/** The number of the line, at the beginning or behind the UUID: anywhere else it may be a load of 0 %. */
function isIndex(cells: readonly string[], at: number): boolean {
  return at < 2 && cells.every((cell, line) => cell === String(line));
}

/** With units, the largest figure on every line: what is used and what is free are parts of it. Without, the only large one. */
function totalAt(values: readonly (readonly string[])[], columns: readonly string[]): number | undefined {
  const open = values.flatMap((cells, at) => (columns[at]?.startsWith('unsaid') ? [{ at, cells }] : []));
  const inMiB = open.filter(({ cells }) => cells.every((cell) => isPlaceholder(cell) || / MiB$/.test(cell)));
  const withUnits = inMiB.map(({ at, cells }) => ({ at, least: least(cells) })).sort((one, other) => other.least - one.least)[0];
  if (withUnits && withUnits.least > 0) return withUnits.at;
  const large = open.filter(({ cells }) => cells.some((cell) => /^\d+$/.test(cell) && Number(cell) >= leastBareMiB));
  return large.length === 1 ? large[0]?.at : undefined;
}

function least(cells: readonly string[]): number {
  const figures = cells.map((cell) => mebibytes(cell)).filter((figure) => figure !== null);
  return figures.length === 0 ? 0 : Math.min(...figures);
}
