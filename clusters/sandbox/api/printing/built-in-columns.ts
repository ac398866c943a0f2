import { apiCells } from './api-cells.ts';
import type { Column } from './column.ts';
import { columnDefinitions } from './column-definitions.ts';
import { age, type Cell, created, name } from './common-columns.ts';
import { coreCells } from './core-cells.ts';
import { networkCells } from './network-cells.ts';
import { storageCells } from './storage-cells.ts';
import { workloadCells } from './workload-cells.ts';

/** What each column shows, in the order of the columns. */
const cells: Record<string, readonly Cell[]> = { ...apiCells, ...coreCells, ...networkCells, ...storageCells, ...workloadCells };

const known = new Map<string, readonly Column[]>();

/** The columns of a built-in resource (`apps/deployments`). Made at the first table, as their descriptions come from a file. */
export function builtInColumns(path: string): readonly Column[] {
  const columns = known.get(path) ?? columnsOf(path);
  known.set(path, columns);
  return columns;
}

function columnsOf(path: string): Column[] {
  const definitions = columnDefinitions(path);
  const own = cells[path] ?? commonCells(definitions.length, definitions[1]?.name);
  return definitions.map((definition, index) => ({ ...definition, cell: own[index] ?? name }));
}

/** Kinds without cells of their own show name and age, or name and time of creation; reviews, which nobody lists, show nothing. */
function commonCells(count: number, second: string | undefined): readonly Cell[] {
  if (count === 0) return [];
  if (count !== 2) throw new Error(`a table of ${count} columns needs cells of its own`);
  return second === 'Created At' ? [name, created] : [name, age];
}
