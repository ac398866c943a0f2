import { ApiError, type StatusCause } from '../../../api-error.ts';
import type { ManagedFieldsEntry } from '../json.ts';
import { pathText } from './field-set.ts';

/** A field that an apply would change and another manager owns. */
export interface FieldConflict {
  entry: ManagedFieldsEntry;
  path: string[];
}

/** 409 with the managers in the words that kubectl shows, and a cause for each field. */
export function conflictError(found: readonly FieldConflict[]): ApiError {
  const conflicts = [...found].sort((left, right) => left.entry.manager.localeCompare(right.entry.manager));
  const byManager = Map.groupBy(conflicts, ({ entry }) => describe(entry));
  const causes: StatusCause[] = conflicts.map(({ entry, path }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with ${describe(entry)}`,
    field: pathText(path),
  }));
  const [only] = conflicts;
  const message =
    only && conflicts.length === 1
      ? `1 conflict: conflict with ${describe(only.entry)}: ${pathText(only.path)}`
      : `${conflicts.length} conflicts: ${listed(byManager)}`;
  return new ApiError(409, 'Conflict', `Apply failed with ${message}`, { causes });
}

function listed(byManager: Map<string, FieldConflict[]>): string {
  return [...byManager]
    .map(([manager, conflicts]) => `conflicts with ${manager}:\n${conflicts.map(({ path }) => `- ${pathText(path)}`).join('\n')}`)
    .join('\n');
}

function describe({ manager, operation, apiVersion, subresource }: ManagedFieldsEntry): string {
  if (operation === 'Apply') return JSON.stringify(manager);
  const through = subresource ? ` with subresource ${JSON.stringify(subresource)}` : '';
  return `${JSON.stringify(manager)}${through} using ${apiVersion}`;
}
