import type { ApiObject } from '../json.ts';

/**
 * One stored object as JSON text, so that answers with many objects are concatenation. As data it is read from the text
 * when it is asked for, and kept for as long as there is memory to spare: most objects are only ever passed on.
 */
export interface Entry {
  readonly bucket: string;
  /** `namespace/name`, or `name`. */
  readonly key: string;
  readonly version: number;
  /** Shared by all who ask: copy before changing it. */
  readonly object: ApiObject;
  /** Begins with `kind`, `apiVersion` and `metadata`, in this order: see `textWithoutKind`. */
  readonly text: string;
  /** About how many characters of text it is. */
  readonly size: number;
}

/** An entry of a complete object. The object becomes the entry's. */
export function createEntry(bucket: string, key: string, object: ApiObject): Entry {
  const ordered = inOrder(object);
  return new TextEntry({ bucket, key, version: Number(object.metadata.resourceVersion), text: JSON.stringify(ordered) }, ordered);
}

/** An entry of what the database kept; text of an earlier release may be in another order. */
export function readEntryText(bucket: string, key: string, text: string): Entry {
  const object = JSON.parse(text) as ApiObject;
  if (!ORDER.test(text)) return createEntry(bucket, key, object);
  return new TextEntry({ bucket, key, version: Number(object.metadata.resourceVersion), text }, object);
}

/** What is told of an object that is gone: its last state, at the version of the deletion. Only watchers need it as text. */
export function createLastEntry(previous: Entry, version: number): Entry {
  const { bucket, key, size } = previous;
  const object = () => ({ ...previous.object, metadata: { ...previous.object.metadata, resourceVersion: String(version) } });
  let text: string | undefined;
  return {
    bucket,
    key,
    version,
    size,
    get object() {
      return object();
    },
    get text() {
      text ??= JSON.stringify(object());
      return text;
    },
  };
}

interface EntryText {
  bucket: string;
  key: string;
  version: number;
  text: string;
}

/** A class, so that ten thousand of them share their getters. */
class TextEntry implements Entry {
  readonly bucket: string;
  readonly key: string;
  readonly version: number;
  readonly text: string;
  #object: WeakRef<ApiObject>;

  constructor({ bucket, key, version, text }: EntryText, object: ApiObject) {
    this.bucket = bucket;
    this.key = key;
    this.version = version;
    this.text = text;
    this.#object = new WeakRef(object);
  }

  get size(): number {
    return this.text.length;
  }

  get object(): ApiObject {
    const kept = this.#object.deref();
    if (kept) return kept;
    const object = JSON.parse(this.text) as ApiObject;
    this.#object = new WeakRef(object);
    return object;
  }
}

/** The text of an object in a list of its kind: such lists name the kind once, for all. */
export function textWithoutKind({ text }: Entry): string {
  return `{${text.slice(text.indexOf('"metadata":'))}`;
}

const ORDER = /^\{"kind":"[^"]*","apiVersion":"[^"]*","metadata":/;

function inOrder(object: ApiObject): ApiObject {
  const { kind, apiVersion, metadata, ...rest } = object;
  return { kind, apiVersion, metadata, ...rest } as ApiObject;
}

/** One change of one object. For `DELETED`, `entry` is the last state at the version of the deletion. */
export interface Change {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  entry: Entry;
  previous: Entry | undefined;
}
