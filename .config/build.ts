/**
 * Builds what ships: the UI, and the sources as plain JavaScript in the same layout under dist/, so that paths between
 * files (child processes, resources) are the same in a checkout and in a package. Node strips types from a checkout by
 * itself, but never below node_modules, which is where a package is installed.
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as bundle, transform } from 'esbuild';
import { bundleForPackage } from './bundle-command.ts';
import { writeImageBundles } from './bundle-images.ts';
import { filesBelow } from './files-below.ts';
import { withJavaScriptPaths } from './javascript-paths.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const folders = ['clusters', 'engine', 'host', 'cli', 'electron'];

await import('./build-ui.ts');
for (const folder of folders) await buildFolder(folder);
await buildPreload();
await writeImageBundles(join(dist, 'images'));
await bundleForPackage(dist);
cpSync(join(root, 'resources'), join(dist, 'resources'), { recursive: true });
cpSync(join(root, 'package.json'), join(dist, 'package.json'));

async function buildFolder(folder: string): Promise<void> {
  rmSync(join(dist, folder), { recursive: true, force: true });
  for (const file of filesBelow(join(root, folder))) {
    if (!file.endsWith('.ts') || file.endsWith('.d.ts')) continue;
    const target = join(dist, relative(root, file)).replace(/\.ts$/, '.js');
    const { code } = await transform(withJavaScriptPaths(readFileSync(file, 'utf8')), { loader: 'ts', format: 'esm', target: 'node24' });
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, code);
  }
}

/** A sandboxed preload is one CommonJS file: Electron loads no modules there. */
async function buildPreload(): Promise<void> {
  await bundle({
    entryPoints: [join(root, 'electron', 'preload.ts')],
    outfile: join(dist, 'electron', 'preload.cjs'),
    bundle: true,
    platform: 'browser',
    format: 'cjs',
    external: ['electron'],
    logLevel: 'warning',
  });
}
