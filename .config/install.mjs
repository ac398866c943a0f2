// Runs on whatever Node the host has (20 or newer), before anything is installed: so no dependency is imported here.
import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** The Node that the project runs on, from the `node` package. */
export const projectNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

// Not `npm ci`: it wants every platform's optional packages in the lockfile, and a lockfile made behind a registry that has
// only some of them lacks the rest. This takes the locked versions just the same, and writes no file of ours.
const installCommand = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];

/** Installs the locked dependencies when they are missing or older than the lockfile. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  say('Installing dependencies (first start, or the lockfile changed) ...');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const code = await run(npm, installCommand, { shell: process.platform === 'win32' });
  if (code !== 0) fail(`npm install ended with exit code ${code}. Its output is above; the package registry must be reachable.`);
  if (!existsSync(projectNode)) {
    fail(`npm install left no Node at ${projectNode}: install scripts seem to be off. Run "npm rebuild node", then start again.`);
  }
}

// npm writes its own copy of the lockfile last, so an older one means an unfinished or outdated install.
function isInstalled() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed) || !existsSync(projectNode)) return false;
  return statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

/** Runs a program with this process's streams; resolves to its exit code. Stops it when this process is told to stop. */
export function run(program, programArguments, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, programArguments, { cwd: root, stdio: ['inherit', 2, 2], ...options });
    const forward = (signal) => child.kill(signal);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(name, forward);
      resolve(signal ? 128 + 15 : (code ?? 1));
    });
  });
}

export function say(text) {
  process.stderr.write(`${text}\n`);
}

function fail(text) {
  say(text);
  process.exit(1);
}
