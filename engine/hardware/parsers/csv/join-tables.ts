import type { Row, Table } from './table.ts';

/** What tells that two rows are of one device, the surest first. */
const keys = ['uuid', 'pci.bus_id', 'index'] as const;

/** The rows of one output: a device that it tells of twice is one device. */
export function joinTables(tables: readonly Table[]): Row[] {
  return tables.reduce<Row[]>((known, { rows }) => join(known, withoutDoubles(rows), (row, each) => isSame(row, each)), []);
}

/**
 * Several outputs of one machine as one: an old driver knows fewer columns, so a machine is asked twice, and the second
 * answer adds columns to the first's rows. Outputs with the same columns are of different machines, whatever they say.
 */
export function joinOutputs(outputs: readonly (readonly Row[])[]): Row[] {
  return outputs.reduce<Row[]>((known, rows) => join(known, rows, (row, each) => adds(row, each) && isSame(row, each)), []);
}

function join(known: readonly Row[], more: readonly Row[], isPartner: (row: Row, known: Row) => boolean): Row[] {
  const nameless = more.length === known.length && more.every((row, at) => !sharedKey(row, known[at]) && adds(row, known[at]));
  if (nameless && (isPart(more) || isPart(known))) return known.map((row, at) => ({ ...row, ...more[at] }));
  const joined = [...known];
  for (const row of more) {
    const at = joined.findIndex((each) => isPartner(row, each));
    if (at < 0) joined.push(row);
    else joined[at] = { ...row, ...joined[at] };
  }
  return joined;
}

/** An answer to a question of which no device could be told by itself: rows match by their order. */
function isPart(rows: readonly Row[]): boolean {
  return rows.length > 0 && rows.every((row) => row['name'] === undefined);
}

function adds(row: Row, known: Row | undefined): boolean {
  return known !== undefined && Object.keys(row).some((column) => known[column] === undefined);
}

function sharedKey(row: Row, known: Row | undefined): (typeof keys)[number] | undefined {
  return keys.find((key) => isSaid(row[key]) && isSaid(known?.[key]));
}

function isSame(row: Row, known: Row): boolean {
  return sameDevice(row, known) && sameAddress(row, known);
}

function sameDevice(row: Row, known: Row): boolean {
  const key = sharedKey(row, known);
  return key !== undefined && row[key]?.toLowerCase() === known[key]?.toLowerCase();
}

function isSaid(value: string | undefined): boolean {
  return value !== undefined && value !== '' && !/^\[?N\/A\]?$/i.test(value);
}

/** A device printed twice in one answer is one device. */
function withoutDoubles(rows: readonly Row[]): Row[] {
  const kept: Row[] = [];
  for (const row of rows) {
    if (!kept.some((each) => isSame(row, each))) kept.push(row);
  }
  return kept;
}

/** Masked outputs give every GPU the same UUID: another address is another GPU. */
function sameAddress(left: Row, right: Row): boolean {
  const [one, other] = [left['pci.bus_id'], right['pci.bus_id']];
  return !isSaid(one) || !isSaid(other) || one === other;
}
