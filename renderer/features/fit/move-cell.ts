export interface Place {
  row: number;
  column: number;
}

/** Where a key leads from a cell; undefined for keys that do not move. */
export function movedCell(key: string, from: Place, size: { rows: number; columns: number }): Place | undefined {
  const moves: Record<string, Place> = {
    ArrowDown: { ...from, row: from.row + 1 },
    ArrowUp: { ...from, row: from.row - 1 },
    ArrowRight: { ...from, column: from.column + 1 },
    ArrowLeft: { ...from, column: from.column - 1 },
    PageDown: { ...from, row: from.row + 10 },
    PageUp: { ...from, row: from.row - 10 },
    Home: { ...from, column: 0 },
    End: { ...from, column: size.columns - 1 },
  };
  const wanted = moves[key];
  return wanted && { row: within(wanted.row, size.rows), column: within(wanted.column, size.columns) };
}

function within(position: number, count: number): number {
  return Math.max(0, Math.min(count - 1, position));
}
