import type { ApiObject, JsonObject } from '../json.ts';
import { present } from '../requests/presentation.ts';
import type { Resource } from '../resource.ts';
import type { Entry } from '../storage/entry.ts';

export interface TableRequest {
  resource: Resource;
  now: number;
  /** What each row carries of its object. */
  include: 'None' | 'Metadata' | 'Object';
}

/** Objects as the rows of a `meta.k8s.io/v1` Table, which kubectl prints. */
export function createTable(entries: readonly Entry[], metadata: JsonObject, request: TableRequest): JsonObject {
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: request.resource.columns.map(({ name, type, format = '', description = '', priority = 0 }) => ({
      name,
      type,
      format,
      description,
      priority,
    })),
    rows: entries.map((entry) => rowOf(entry, request)),
  };
}

function rowOf(entry: Entry, { resource, now, include }: TableRequest): JsonObject {
  // Columns read the stored form; the two views of events share it.
  const cells = resource.columns.map((column) => column.cell(entry.object, now));
  if (include === 'None') return { cells };
  const object = present(entry, resource);
  return { cells, object: include === 'Object' ? object : metadataOf(object) };
}

/** An object with nothing but its metadata. */
export function metadataOf({ metadata }: ApiObject): JsonObject {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata };
}
