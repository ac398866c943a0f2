import { readFileSync } from 'node:fs';
import type { Column } from './column.ts';

export const columnsFile = new URL('../../../../resources/openapi/columns.json', import.meta.url);

/** The columns of all kinds; a description is an index, since most are shared. */
export interface ColumnFile {
  source: string;
  descriptions: string[];
  columns: Record<string, [name: string, type: string, format: string, priority: number, description: number][]>;
}

export type ColumnDefinition = Omit<Column, 'cell'>;

let loaded: ColumnFile | undefined;

/** What a real API server says about the columns of a built-in resource (`apps/deployments`). Read at the first table. */
export function columnDefinitions(path: string): ColumnDefinition[] {
  loaded ??= JSON.parse(readFileSync(columnsFile, 'utf8')) as ColumnFile;
  const { columns, descriptions } = loaded;
  return (columns[path] ?? []).map(([name, type, format, priority, description]) => ({
    name,
    type: type as Column['type'],
    format,
    description: descriptions[description] ?? '',
    priority,
  }));
}
