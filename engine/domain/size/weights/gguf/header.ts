/** The head of a GGUF file: what it says of the model, and every tensor with its type. https://github.com/ggml-org/ggml/blob/master/docs/gguf.md */
import type { Precision } from '../../../precision.ts';
import { Bytes } from './bytes.ts';
import { type Metadata, readMetadata } from './metadata.ts';
import { tensorType } from './tensor-types.ts';

export interface GgufTensor {
  readonly name: string;
  readonly values: number;
  readonly bytes: number;
  readonly precision: Precision;
}

export interface GgufHeader {
  readonly metadata: Metadata;
  readonly tensors: readonly GgufTensor[];
}

const magic = 0x46_55_47_47;
const cutOff = 'The GGUF file ends within its header: give more of its beginning (the first megabytes).';

/** `file`: the first megabytes, enough for the whole header. */
export function readGgufHeader(file: Uint8Array): { ok: true; header: GgufHeader } | { ok: false; problem: string } {
  const bytes = new Bytes(file);
  if (bytes.u32() !== magic) return { ok: false, problem: 'This is no GGUF file: it does not begin with the four letters GGUF.' };
  const version = bytes.u32();
  const wrong = versionProblem(version);
  if (wrong !== undefined) return { ok: false, problem: wrong };
  const tensorCount = bytes.u64();
  const pairs = bytes.u64();
  const metadata = pairs === undefined ? undefined : readMetadata(bytes, pairs);
  if (tensorCount === undefined || !metadata) return { ok: false, problem: cutOff };
  return readTensors(bytes, tensorCount, metadata);
}

function versionProblem(version: number | undefined): string | undefined {
  if (version === undefined) return cutOff;
  if (version === 2 || version === 3) return undefined;
  if (version > 0xff_ff) return 'The GGUF file is big-endian, which is not read here.';
  return `The GGUF file is of version ${version}; versions 2 and 3 are read.`;
}

function readTensors(bytes: Bytes, count: number, metadata: Metadata): ReturnType<typeof readGgufHeader> {
  const tensors: GgufTensor[] = [];
  for (let index = 0; index < count; index++) {
    const tensor = readTensor(bytes);
    if (tensor === undefined) return { ok: false, problem: cutOff };
    if (typeof tensor === 'string') return { ok: false, problem: tensor };
    tensors.push(tensor);
  }
  return { ok: true, header: { metadata, tensors } };
}

/** A sentence where its type or shape is none; undefined past the end. */
function readTensor(bytes: Bytes): GgufTensor | string | undefined {
  const name = bytes.text();
  const dimensions = bytes.u32();
  if (name === undefined || dimensions === undefined) return undefined;
  if (dimensions > 8) return `The tensor ${name} of the GGUF file has ${dimensions} dimensions: the file is damaged.`;
  const sizes = Array.from({ length: dimensions }, () => bytes.u64());
  const type = bytes.u32();
  if (type === undefined || !bytes.skip(8)) return undefined;
  const known = tensorType(type);
  if (!known) return `The tensor ${name} of the GGUF file is of type ${type}, which is not known here.`;
  const values = sizes.reduce<number>((product, size) => product * (size ?? 1), 1);
  return { name, values, bytes: Math.ceil(values / known.values) * known.bytes, precision: known.precision };
}
