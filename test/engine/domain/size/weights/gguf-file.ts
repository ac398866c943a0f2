/** Writes GGUF headers as the format describes them: the real files are gigabytes. https://github.com/ggml-org/ggml/blob/master/docs/gguf.md */

export type GgufValue = number | string | readonly string[];

export interface GgufParts {
  readonly version?: number;
  readonly metadata: Readonly<Record<string, GgufValue>>;
  /** Name, sizes and type number. */
  readonly tensors: readonly (readonly [string, readonly number[], number])[];
}

export function ggufFile({ version = 3, metadata, tensors }: GgufParts): Uint8Array {
  const pairs = Object.entries(metadata);
  const parts = [
    Buffer.from('GGUF'),
    u32(version),
    u64(tensors.length),
    u64(pairs.length),
    ...pairs.flatMap(([key, value]) => [text(key), ...valueBytes(value)]),
    ...tensors.flatMap(([name, sizes, type]) => [text(name), u32(sizes.length), ...sizes.map(u64), u32(type), u64(0)]),
  ];
  return new Uint8Array(Buffer.concat(parts));
}

function valueBytes(value: GgufValue): Buffer[] {
  if (typeof value === 'number') return [u32(4), u32(value)];
  if (typeof value === 'string') return [u32(8), text(value)];
  return [u32(9), u32(8), u64(value.length), ...value.map(text)];
}

function text(value: string): Buffer {
  return Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)]);
}

function u32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}

function u64(value: number): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64LE(BigInt(value));
  return buffer;
}
