import type { CustomResourceColumnDefinition } from 'kubernetes-types/apiextensions/v1.d.ts';
import type { Column } from './column.ts';
import { ageColumn, ageOf, nameColumn } from './common-columns.ts';
import { readJsonPath } from './json-path.ts';

/** A custom kind's columns: its name, then what its definition asks for; its age where it asks for nothing. */
export function customColumns(definitions: CustomResourceColumnDefinition[]): readonly Column[] {
  if (definitions.length === 0) return [nameColumn, ageColumn];
  return [nameColumn, ...definitions.map(toColumn)];
}

function toColumn(definition: CustomResourceColumnDefinition): Column {
  const { name, type, format, description, priority, jsonPath } = definition;
  return {
    name,
    type: type as Column['type'],
    ...(format && { format }),
    ...(description && { description }),
    priority: priority ?? 0,
    cell: (object, now) => cellOf(readJsonPath(object, jsonPath), type, now),
  };
}

function cellOf(found: unknown[], type: string, now: number): string | number | boolean | null {
  const [value] = found;
  if (value === undefined || value === null) return null;
  if (type === 'date') return typeof value === 'string' ? ageOf(value, now) : '<unknown>';
  if (type === 'integer' || type === 'number') return typeof value === 'number' ? value : null;
  if (type === 'boolean') return typeof value === 'boolean' ? value : null;
  if (found.length > 1) return found.map(textOf).join(',');
  return textOf(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
