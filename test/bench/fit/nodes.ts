import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The Node that a person's shell finds, which is not the project's own: npm puts that in front. The project's, where there is no other. */
export function hostNode(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = folders.map((folder) => join(folder, 'node')).filter((path) => existsSync(path));
  return found.find((path) => !realpathSync(path).includes('node_modules')) ?? process.execPath;
}
