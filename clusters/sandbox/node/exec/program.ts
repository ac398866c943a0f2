import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Why there is no program of this name, in the words of container runtimes; undefined when there is one. */
export function whyNoProgram(name: string, searchPath: string | undefined): string | undefined {
  if (name.includes('/')) return whyNotExecutable(name);
  const folders = (searchPath ?? '').split(delimiter).filter((folder) => folder !== '');
  const isFound =
    name !== '' && folders.some((folder) => endings.some((ending) => whyNotExecutable(join(folder, name + ending)) === undefined));
  return isFound ? undefined : `exec: "${name}": executable file not found in $PATH`;
}

const endings = process.platform === 'win32' ? ['', '.exe', '.cmd', '.bat'] : [''];

function whyNotExecutable(path: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return `exec: "${path}": stat ${path}: no such file or directory`;
  if (stats.isDirectory()) return `exec: "${path}": is a directory`;
  try {
    accessSync(path, constants.X_OK);
    return undefined;
  } catch {
    // The system says no more than that.
    return `exec: "${path}": permission denied`;
  }
}
