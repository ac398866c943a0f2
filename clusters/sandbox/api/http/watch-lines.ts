import type { Clock } from '../../../clock.ts';
import { apiVersionOf } from '../../../objects.ts';
import type { JsonObject } from '../json.ts';
import { createTable } from '../printing/table.ts';
import type { StreamItem } from '../watching/watch-stream.ts';
import { type Encoding, encodeEntry } from './encode.ts';

type Bookmark = Extract<StreamItem, { type: 'BOOKMARK' }>;

/** Gives each item of one watch as its line of JSON, in the form that the client wants. */
export function createWatchLines(encoding: Omit<Encoding, 'now'>, clock: Clock): (item: StreamItem) => string {
  if (encoding.form === 'table') return createTableLines(encoding, clock);
  return (item) =>
    // The object is text already, made when it was stored: however many watch, it is not encoded again.
    item.type === 'BOOKMARK'
      ? line(item.type, JSON.stringify(bookmarkObject(item, encoding)))
      : line(item.type, encodeEntry(item.entry, { ...encoding, now: 0 }));
}

/** Tables describe their columns in the first line only. */
function createTableLines(encoding: Omit<Encoding, 'now'>, clock: Clock): (item: StreamItem) => string {
  let isFirst = true;
  return (item) => {
    const request = { ...encoding, now: clock.now() };
    const table: JsonObject =
      item.type === 'BOOKMARK'
        ? { ...createTable([], { resourceVersion: String(item.version) }, request), rows: [bookmarkRow(item, encoding)] }
        : createTable([item.entry], { resourceVersion: String(item.entry.version) }, request);
    if (!isFirst) table['columnDefinitions'] = null;
    isFirst = false;
    return line(item.type, JSON.stringify(table));
  };
}

function line(type: StreamItem['type'], object: string): string {
  return `{"type":"${type}","object":${object}}\n`;
}

function bookmarkObject(item: Bookmark, { form, resource }: Omit<Encoding, 'now'>): JsonObject {
  const metadata = bookmarkMetadata(item);
  if (form === 'metadata') return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata };
  return { kind: resource.kind, apiVersion: apiVersionOf(resource), metadata };
}

/** The row of an object that has nothing to show. */
function bookmarkRow(item: Bookmark, { resource }: Omit<Encoding, 'now'>): JsonObject {
  const cells = resource.columns.map(({ name, type }) => {
    if (type === 'integer' || type === 'number') return 0;
    return name === 'Age' || type === 'date' ? '<unknown>' : '';
  });
  return { cells, object: { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: bookmarkMetadata(item) } };
}

function bookmarkMetadata({ version, initial }: Bookmark): JsonObject {
  return { resourceVersion: String(version), ...(initial && { annotations: { 'k8s.io/initial-events-end': 'true' } }) };
}
