/**
 * Checks the arrows of docs/architecture.md with dependency-cruiser. It reads JavaScript: for TypeScript it needs a compiler
 * API that TypeScript 7 does not have, so the sources are stripped first, keeping type imports as imports, for arrows hold for types too.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import { filesBelow } from './files-below.ts';
import { withJavaScriptPaths } from './javascript-paths.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const stripped = join(root, '.build', 'arrows');
const folders = ['clusters', 'engine', 'host', 'cli', 'electron', 'renderer'];

rmSync(stripped, { recursive: true, force: true });
const sources = folders
  .flatMap((folder) => filesBelow(join(root, folder)))
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'));
await Promise.all(sources.map(strip));
process.exitCode = cruise();

async function strip(file: string): Promise<void> {
  const target = join(stripped, relative(root, file)).replace(/\.tsx?$/, '.js');
  const source = withJavaScriptPaths(keepTypeImports(readFileSync(file, 'utf8')));
  const { code } = await transform(source, {
    loader: file.endsWith('x') ? 'tsx' : 'ts',
    jsx: 'automatic',
    target: 'es2022',
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
  });
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, code);
}

function keepTypeImports(source: string): string {
  return source.replaceAll(/^(import|export) type (?=[{*\w])(?=[^=;]*\bfrom\b)/gm, '$1 ').replaceAll(/([{,]\s*)type (?=\w+\s*[,}])/g, '$1');
}

function cruise(): number {
  const program = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
  const { status } = spawnSync(process.execPath, [program, '--config', join(root, '.config', 'dependency-cruiser.cjs'), ...folders], {
    cwd: stripped,
    stdio: 'inherit',
  });
  return status ?? 1;
}
