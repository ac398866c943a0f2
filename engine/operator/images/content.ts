import { createHash } from 'node:crypto';

export interface ImageContent {
  dockerfile: string;
  /** Paths to bytes. */
  files: ReadonlyMap<string, Uint8Array>;
  /** Those that change the image: the base, the version. */
  buildArguments: Readonly<Record<string, string>>;
}

/** SHA-256, in hexadecimal, of everything that an image is built from: the same content is the same image. */
export function contentHash({ dockerfile, files, buildArguments }: ImageContent): string {
  const hash = createHash('sha256');
  const add = (name: string, bytes: string | Uint8Array) => {
    // Lengths first, so that no two contents can be written alike.
    hash.update(`${name.length}:${name}:${bytes.length}:`).update(bytes);
  };
  add('dockerfile', dockerfile);
  for (const [name, value] of sorted(Object.entries(buildArguments))) add(`argument ${name}`, value);
  for (const [path, bytes] of sorted(files)) add(`file ${path}`, bytes);
  return hash.digest('hex');
}

function sorted<Value>(entries: Iterable<[string, Value]>): [string, Value][] {
  return [...entries].sort(([one], [other]) => (one < other ? -1 : 1));
}
