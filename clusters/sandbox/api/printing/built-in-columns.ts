import type { Column } from './column.ts';
import { ageColumn, nameColumn } from './common-columns.ts';
import { coreColumns } from './core-columns.ts';
import { workloadColumns } from './workload-columns.ts';

/** The columns of a built-in resource; name and age where it has none of its own. */
export function builtInColumns(path: string): readonly Column[] {
  return workloadColumns[path] ?? coreColumns[path] ?? [nameColumn, ageColumn];
}
