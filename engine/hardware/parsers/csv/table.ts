/** Values by column name: `memory.total` -> `81559 MiB`. */
export type Row = Readonly<Record<string, string>>;

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly problems: readonly string[];
}

/** What a tool's CSV can look like. */
export interface CsvDialect {
  /** Names that mark a header line, without units; aliases give the name that is used here. */
  readonly columns: Readonly<Record<string, string>>;
  /** Which columns outputs without a header have, the likeliest first. */
  readonly orders: readonly (readonly string[])[];
  /** Whether a value can be of a column. */
  readonly fits: (column: string, cell: string) => boolean;
  /** The columns of an output without a header in an order that is none of those; undefined where its values do not tell. */
  readonly infer?: (body: readonly (readonly string[])[]) => readonly string[] | undefined;
  /** Whether the values of an output without a header can stand beside each other. */
  readonly sound?: (row: Row) => boolean;
}

/** Splits what `--format=csv` prints. Values are not quoted: a comma can be in a name and nowhere else. */
export function cellsOf(line: string): string[] {
  return line.split(',').map((cell) => cell.trim());
}

/**
 * Values of a line, the columns being known. Commas too many belong to the name, so what stands right of it is counted from
 * the right. Undefined for a line with too few: it is cut off, and its last value may be half a value.
 */
export function rowOf(columns: readonly string[], cells: readonly string[]): Row | undefined {
  const extra = cells.length - columns.length;
  if (extra < 0) return undefined;
  const name = columns.indexOf('name');
  if (extra > 0 && name < 0) return undefined;
  const values =
    extra === 0 ? cells : [...cells.slice(0, name), cells.slice(name, name + extra + 1).join(', '), ...cells.slice(name + extra + 1)];
  return Object.fromEntries(columns.map((column, at) => [column, values[at] ?? '']));
}
