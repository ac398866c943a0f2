import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';

/** The Node 24 of the `node` package, seen from a module's URL; a program inside the app's archive lies unpacked beside it. */
export function shippedNode(from: string, platform: NodeJS.Platform = process.platform): string {
  const folder = dirname(createRequire(from).resolve('node/package.json'));
  const program = join(folder, 'bin', platform === 'win32' ? 'node.exe' : 'node');
  return program.replace(`${sep}app.asar${sep}`, `${sep}app.asar.unpacked${sep}`);
}
