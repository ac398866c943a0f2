import type { CustomResourceColumnDefinition } from 'kubernetes-types/apiextensions/v1.d.ts';
import { isJsonObject } from '../json.ts';
import type { Column } from './column.ts';
import { ageColumn, ageOf, nameColumn } from './common-columns.ts';
import { compileJsonPath } from './json-path.ts';

/** A custom kind's columns: its name, then what its definition asks for; its age where it asks for nothing. */
export function customColumns(definitions: CustomResourceColumnDefinition[]): readonly Column[] {
  if (definitions.length === 0) return [nameColumn, ageColumn];
  const columns: Column[] = [nameColumn];
  for (const definition of definitions) {
    const column = toColumn(definition);
    // A column that nobody understands ends the table.
    if (!column) return columns;
    columns.push(column);
  }
  return columns;
}

function toColumn(definition: CustomResourceColumnDefinition): Column | undefined {
  const { name, type, format, description, priority, jsonPath } = definition;
  const read = compile(jsonPath);
  if (!read) return undefined;
  return {
    name,
    type: type as Column['type'],
    ...(format && { format }),
    description: description || `Custom resource definition column (in JSONPath format): ${jsonPath}`,
    priority: priority ?? 0,
    cell: (object, now) => cellOf(read(object), type, now),
  };
}

function compile(path: string): ReturnType<typeof compileJsonPath> | undefined {
  try {
    return compileJsonPath(path);
  } catch {
    return undefined;
  }
}

type Cell = ReturnType<Column['cell']>;

/** Of several values the first is shown. */
function cellOf([value]: unknown[], type: string, now: number): Cell {
  if (value === undefined) return null;
  if (type === 'string') return textOf(value);
  return value === null ? null : (cells[type]?.(value, now) ?? null);
}

const cells: Record<string, (value: unknown, now: number) => Cell> = {
  integer: (value) => (typeof value === 'number' ? Math.trunc(value) : null),
  number: (value) => (typeof value === 'number' ? value : null),
  boolean: (value) => (typeof value === 'boolean' ? value : null),
  date: (value, now) => (typeof value === 'string' ? dateText(value, now) : null),
};

function dateText(time: string, now: number): string {
  return Number.isNaN(Date.parse(time)) ? '<invalid>' : ageOf(time, now);
}

function textOf(value: unknown): string {
  if (value === null) return '<nil>';
  return typeof value === 'object' ? jsonText(value) : String(value);
}

/** As Go writes it: safe to put into a web page. */
function jsonText(value: object): string {
  return JSON.stringify(sorted(value)).replaceAll(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
}

/** Fields in the order of the alphabet, as Go writes maps. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}
