import type { ApiObject } from '../json.ts';

/** One stored object: as data, and as JSON text made once, so that answers with many objects are concatenation. */
export interface Entry {
  bucket: string;
  /** `namespace/name`, or `name`. */
  key: string;
  version: number;
  object: ApiObject;
  readonly text: string;
}

export function createEntry(bucket: string, key: string, object: ApiObject): Entry {
  return { bucket, key, version: Number(object.metadata.resourceVersion), object, text: JSON.stringify(object) };
}

/** One change of one object. For `DELETED`, `entry` is the last state at the version of the deletion. */
export interface Change {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  entry: Entry;
  previous: Entry | undefined;
}
