import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ToolFile } from '../parser.ts';

/** The texts of files at `parts` below a folder; `*` stands for every entry. What is not there or may not be read is left out. */
export async function readBelow(folder: string, parts: readonly string[], path = ''): Promise<ToolFile[]> {
  const [part, ...rest] = parts;
  if (part === undefined) return readText(folder, path);
  const names = part === '*' ? await entries(folder) : [part];
  const found = await Promise.all(names.map((name) => readBelow(join(folder, name), rest, path === '' ? name : `${path}/${name}`)));
  return found.flat();
}

/** Names in a folder, sorted; none where there is no such folder. */
export async function entries(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(leftOut<string[]>([]));
  return names.sort();
}

async function readText(file: string, path: string): Promise<ToolFile[]> {
  const text = await readFile(file, 'utf8').catch(leftOut(undefined));
  return text === undefined ? [] : [{ path, text }];
}

/** Attributes of devices come and go with driver, kind and permission: one that cannot be read is one that says nothing. */
function leftOut<T>(instead: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === undefined) throw error;
    return instead;
  };
}
