/** The keys and values at the head of a GGUF file. */
import type { Bytes } from './bytes.ts';

/** Long lists (the tokens) are known by their length alone. */
export type MetadataValue = number | string | boolean | { readonly length: number; readonly numbers: readonly number[] };
export type Metadata = ReadonlyMap<string, MetadataValue>;

const textType = 8;
const listType = 9;

/** By the type numbers of the format. */
const scalars: Readonly<Record<number, (bytes: Bytes) => number | undefined>> = {
  0: (bytes) => bytes.u8(),
  1: (bytes) => bytes.i8(),
  2: (bytes) => bytes.u16(),
  3: (bytes) => bytes.i16(),
  4: (bytes) => bytes.u32(),
  5: (bytes) => bytes.i32(),
  6: (bytes) => bytes.f32(),
  7: (bytes) => bytes.u8(),
  10: (bytes) => bytes.u64(),
  11: (bytes) => bytes.i64(),
  12: (bytes) => bytes.f64(),
};

/** Widest list whose numbers are kept: one for each layer. */
const keptNumbers = 4_096;

/** `count` pairs; undefined when the bytes end before, or a type is none of the format's. */
export function readMetadata(bytes: Bytes, count: number): Metadata | undefined {
  const metadata = new Map<string, MetadataValue>();
  for (let index = 0; index < count; index++) {
    const key = bytes.text();
    const type = bytes.u32();
    const value = key === undefined || type === undefined ? undefined : readValue(bytes, type);
    if (key === undefined || value === undefined) return undefined;
    metadata.set(key, value);
  }
  return metadata;
}

function readValue(bytes: Bytes, type: number): MetadataValue | undefined {
  if (type === textType) return bytes.text();
  if (type === listType) return readList(bytes);
  return scalars[type]?.(bytes);
}

function readList(bytes: Bytes): MetadataValue | undefined {
  const type = bytes.u32();
  const length = bytes.u64();
  if (type === undefined || length === undefined || type === listType) return undefined;
  return type === textType ? skipTexts(bytes, length) : readNumbers(bytes, type, length);
}

function skipTexts(bytes: Bytes, length: number): MetadataValue | undefined {
  for (let index = 0; index < length; index++) if (!bytes.skipText()) return undefined;
  return { length, numbers: [] };
}

function readNumbers(bytes: Bytes, type: number, length: number): MetadataValue | undefined {
  const numbers: number[] = [];
  for (let index = 0; index < length; index++) {
    const value = scalars[type]?.(bytes);
    if (value === undefined) return undefined;
    if (index < keptNumbers) numbers.push(value);
  }
  return { length, numbers };
}
