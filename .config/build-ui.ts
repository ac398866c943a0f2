/** Builds the web UI into dist/renderer when its sources are newer than the last build. `--force` builds anyway. */
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = ['renderer', 'engine/contract', '.config/vite.config.ts', 'package-lock.json'];
const stamp = join(root, 'dist', 'renderer', '.built');

if (process.argv.includes('--force') || isStale()) await build();

function isStale(): boolean {
  if (!existsSync(stamp)) return true;
  const built = statSync(stamp).mtimeMs;
  return sources.some((source) => newest(join(root, source)) > built);
}

/** The latest modification time below a path, in milliseconds. */
function newest(path: string): number {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), stats.mtimeMs);
}

// Vite takes a second to load, so it is imported only when there is something to build.
async function build(): Promise<void> {
  process.stderr.write('Building the UI ...\n');
  const vite = await import('vite');
  await vite.build({ configFile: join(root, '.config', 'vite.config.ts'), logLevel: 'warn' });
  writeFileSync(stamp, '');
}
