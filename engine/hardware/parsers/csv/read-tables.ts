import { type CsvDialect, cellsOf, type Row, rowOf, type Table } from './table.ts';

/** No device takes more; a longer line is damage, and costs time. */
const longestLine = 2000;

/** The tables in an output: each header line starts one, and lines before any header are one without. */
export function readTables(lines: readonly string[], dialect: CsvDialect): Table[] {
  const sections = split(lines, dialect);
  return sections.map(({ header, body }) => (header ? withHeader(header, body) : withoutHeader(body, dialect))).filter(hasContent);
}

interface Section {
  readonly header: readonly string[] | undefined;
  readonly body: string[][];
}

function split(lines: readonly string[], dialect: CsvDialect): Section[] {
  const sections: Section[] = [{ header: undefined, body: [] }];
  for (const line of lines) {
    const cells = line.length > longestLine ? [`${line.slice(0, 40)}...`] : cellsOf(line);
    const header = headerOf(cells, dialect);
    if (header) sections.push({ header, body: [] });
    else sections.at(-1)?.body.push(cells);
  }
  return sections;
}

/** A header has nothing but names of columns, of which at least one is known: a new driver's unknown column does not hide the rest. */
function headerOf(cells: readonly string[], { columns }: CsvDialect): string[] | undefined {
  const names = cells.map((cell) => cell.replace(/\s*\[[^\]]*\]$/, '').toLowerCase());
  const plain = names.every((name) => /^[a-z][a-z0-9_.]*$/.test(name));
  if (!plain || !names.some((name) => Object.hasOwn(columns, name))) return undefined;
  return names.map((name) => (Object.hasOwn(columns, name) ? (columns[name] ?? name) : name));
}

function withHeader(columns: readonly string[], body: readonly (readonly string[])[]): Table {
  const rows: Row[] = [];
  const problems = body.length === 0 ? ['The output has a header, and no device below it.'] : [];
  for (const cells of body) {
    const row = rowOf(columns, cells);
    if (row) rows.push(row);
    else problems.push(oddLine(cells, columns.length));
  }
  return { columns, rows, problems };
}

function oddLine(cells: readonly string[], wanted: number): string {
  return `A line has ${cells.length} values where the header names ${wanted}, and was left out: "${cells.join(', ').slice(0, 60)}".`;
}

/** The columns are those of the order that fits most lines: a line that does not fit them is damage. */
function withoutHeader(body: readonly (readonly string[])[], dialect: CsvDialect): Table {
  const readings = dialect.orders.map((columns) => ({ columns, rows: body.map((cells) => fittingRow(columns, cells, dialect)) }));
  const known = readings.reduce<Reading>((one, other) => (fitting(other) > fitting(one) ? other : one), {
    columns: [],
    rows: body.map(() => undefined),
  });
  const best = fitting(known) === 0 ? (inferred(body, dialect) ?? known) : known;
  const problems = body.flatMap((cells, at) =>
    best.rows[at] ? [] : [`A line was not understood, and left out: "${cells.join(', ').slice(0, 60)}".`],
  );
  return { columns: best.columns, rows: best.rows.filter((row) => row !== undefined), problems };
}

interface Reading {
  readonly columns: readonly string[];
  readonly rows: readonly (Row | undefined)[];
}

function inferred(body: readonly (readonly string[])[], { infer }: CsvDialect): Reading | undefined {
  const columns = infer?.(body);
  return columns && { columns, rows: body.map((cells) => rowOf(columns, cells)) };
}

function fitting({ rows }: Reading): number {
  return rows.filter((row) => row !== undefined).length;
}

function fittingRow(columns: readonly string[], cells: readonly string[], { fits, sound }: CsvDialect): Row | undefined {
  const row = rowOf(columns, cells);
  if (!row || !columns.every((column) => fits(column, row[column] ?? ''))) return undefined;
  return sound && !sound(row) ? undefined : row;
}

function hasContent({ rows, problems }: Table): boolean {
  return rows.length > 0 || problems.length > 0;
}
