import { open, stat } from 'node:fs/promises';
import { basename, join, parse } from 'node:path';
import { SlipwayError } from '../../../engine/contract/errors.ts';
import { parseJson } from '../../../engine/contract/parse-json.ts';
import type { ModelFiles } from '../../../engine/domain/size/model.ts';
import { readInput } from '../../read-input.ts';
import type { ModelSource } from './options.ts';

// The largest config.json and index seen are 0.2 and 20 MB: more is another kind of file.
const mostBytes = 128 * 1024 * 1024;
// Before the tensors of a GGUF file come its vocabulary and their list: 12 MB in the largest seen.
const headerBytes = 64 * 1024 * 1024;
const companionName = 'hf_quant_config.json';

/** What a repository's files say of its model. Rejects with `invalid_input` for what cannot be read or is not JSON. */
export async function readModelFiles(source: Exclude<ModelSource, { kind: 'catalog' }>): Promise<ModelFiles> {
  if (source.kind === 'gguf') return { gguf: await readBeginning(source.file, '--gguf') };
  const { file, index, filesBytes } = source;
  return {
    config: await readJson(file, '--config'),
    index: index === undefined ? undefined : await readJson(index, '--index'),
    filesBytes,
    companion: await readCompanion(file),
  };
}

/** NVIDIA's hf_quant_config.json, where it lies beside config.json: only there it says how the model is quantised. */
async function readCompanion(config: string): Promise<unknown> {
  if (config === '-' || basename(config).endsWith(companionName)) return undefined;
  const { dir, name } = parse(config);
  // Where configs of several models lie together, each file has the model's name in front.
  for (const file of [join(dir, `${name}.${companionName}`), join(dir, companionName)]) {
    const there = await stat(file).catch(() => undefined);
    if (there?.isFile()) return readJson(file, '--config');
  }
  return undefined;
}

async function readJson(file: string, flag: string): Promise<unknown> {
  if (file !== '-') await checkIsFile(file, flag, mostBytes);
  const text = await readInput(file, flag);
  try {
    return parseJson(text);
  } catch (error) {
    const name = file === '-' ? 'Standard input' : `The file ${file}`;
    const why = text.trim() === '' ? 'it is empty' : (error as Error).message.replace(/\.$/, '');
    throw new SlipwayError('invalid_input', `${name} is not JSON: ${why}.`, { cause: error, fix: `Check what is given with ${flag}.` });
  }
}

async function readBeginning(path: string, flag: string): Promise<Uint8Array> {
  await checkIsFile(path, flag, Number.POSITIVE_INFINITY);
  const file = await open(path).catch((error: Error) => Promise.reject(unreadable(path, flag, error)));
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(headerBytes, (await file.stat()).size)), { position: 0 });
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function checkIsFile(path: string, flag: string, most: number): Promise<void> {
  const facts = await stat(path).catch((error: Error) => Promise.reject(unreadable(path, flag, error)));
  if (facts.isDirectory()) throw new SlipwayError('invalid_input', `${path} is a folder.`, { fix: `Give the file in it with ${flag}.` });
  if (facts.size <= most) return;
  throw new SlipwayError('invalid_input', `The file ${path} has ${Math.round(facts.size / 1e6)} MB, which no file of that kind has.`, {
    fix: `Check the path given with ${flag}.`,
  });
}

function unreadable(path: string, flag: string, error: NodeJS.ErrnoException): SlipwayError {
  const reason = error.code === 'ENOENT' ? 'there is no such file' : error.message;
  return new SlipwayError('invalid_input', `The file ${path} cannot be read: ${reason}.`, {
    cause: error,
    fix: `Check the path given with ${flag}.`,
  });
}
