import { builtInColumns } from '../../../../../clusters/sandbox/api/printing/built-in-columns.ts';

export const now = Date.parse('2026-01-02T00:00:00Z');

/** The row of a built-in kind by the names of its columns. */
export function rowOf(path: string, object: object): Record<string, unknown> {
  const complete = { metadata: { name: 'one', creationTimestamp: '2026-01-01T23:58:00Z' }, ...object };
  return Object.fromEntries(builtInColumns(path).map(({ name, cell }) => [name, cell(complete as never, now)]));
}
