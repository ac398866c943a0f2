import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { SlipwayError } from '../../../engine/contract/errors.ts';
import type { ToolFile } from '../../../engine/hardware/parser.ts';
import { decodeText } from './decode-text.ts';

/** A list of all nodes of a large cluster has some 30 MB: more is another kind of file. */
const mostBytes = 256 * 1024 * 1024;
/** A topology of 64 partitions with all its links has some 5000. */
const mostFiles = 20_000;

/** The file, or all files of a folder with their paths in it. Rejects with a sentence for what is not there or is no text. */
export async function readToolFiles(path: string): Promise<ToolFile[]> {
  if (path === '-') return [{ path: 'standard input', text: textOf(await buffer(process.stdin), 'standard input') }];
  const facts = await stat(path).catch((error: NodeJS.ErrnoException) => Promise.reject(unreadable(path, error)));
  if (facts.isDirectory()) return readFolder(path);
  if (facts.size > mostBytes)
    throw new SlipwayError('invalid_input', `The file ${path} has ${facts.size} bytes: no tool prints that much.`);
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => Promise.reject(unreadable(path, error)));
  return [{ path: basename(path), text: textOf(bytes, `the file ${path}`) }];
}

/** Files that may not be read, as some of the kernel's are, and files that are no text are left out; links are not followed. */
async function readFolder(folder: string): Promise<ToolFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: NodeJS.ErrnoException) =>
    Promise.reject(unreadable(folder, error)),
  );
  const names = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  if (names.length > mostFiles)
    throw new SlipwayError('invalid_input', `The folder ${folder} has ${names.length} files: it is more than a tool's output.`, {
      fix: 'Give the folder of the output itself, such as /sys/class/kfd/kfd/topology.',
    });
  const files: ToolFile[] = [];
  for (const name of names.sort()) {
    const decoded = await readFile(name).then(decodeText, () => undefined);
    if (decoded?.ok) files.push({ path: relative(folder, name).replaceAll('\\', '/'), text: decoded.text });
  }
  if (names.length > 0 && files.length === 0)
    throw new SlipwayError('forbidden', `None of the ${names.length} files in ${folder} can be read as text.`, {
      fix: 'Check who may read them.',
    });
  return files;
}

function textOf(bytes: Uint8Array, name: string): string {
  const decoded = decodeText(bytes);
  if (decoded.ok) return decoded.text;
  throw new SlipwayError('invalid_input', `Nothing can be read from ${name}: ${decoded.why}.`, {
    fix: "Save the tool's output with a redirection (nvidia-smi -q -x > gpus.xml) and give that file.",
  });
}

function unreadable(path: string, error: NodeJS.ErrnoException): SlipwayError {
  if (error.code === 'ENOENT')
    return new SlipwayError('not_found', `There is no file or folder ${path}.`, { cause: error, fix: 'Check the path.' });
  if (error.code === 'EACCES' || error.code === 'EPERM')
    return new SlipwayError('forbidden', `${path} may not be read by this user.`, {
      cause: error,
      fix: 'Check who may read it, or copy it.',
    });
  return new SlipwayError('internal', `${path} cannot be read: ${error.message}.`, { cause: error });
}
