#!/usr/bin/env node
// The `slipway` command. Plain JavaScript for whatever Node (20 or newer) the host has; it hands over to the project's own Node.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = join(root, 'dist', 'cli', 'main.js');
const program = existsSync(join(root, 'cli', 'main.ts')) ? join(root, 'cli', 'main.ts') : built;

// The channel is a lifeline: the child stops when this process ends, even by SIGKILL.
const child = spawn(projectNode(), [program, ...process.argv.slice(2)], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
// A terminal sends Ctrl-C to the child too: passed on, it would count as the second, which ends a command at once.
process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
child.once('error', (error) => {
  process.stderr.write(`Slipway cannot be started: ${error.message}.\n`);
  process.exitCode = 1;
});
child.once('exit', (code, signal) => {
  process.exitCode = signal ? 128 + constants.signals[signal] : (code ?? 1);
});

/** Node 24 from the `node` package beside this one, so that the host's version does not matter. */
function projectNode() {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('node/package.json'));
    const node = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    if (existsSync(node)) return node;
  } catch {
    // Fall through: not installed.
  }
  const [major] = process.versions.node.split('.').map(Number);
  if (major >= 24) return process.execPath;
  process.stderr.write(
    `Slipway needs its own Node, which is not installed (this is ${process.versions.node}). Run "npm install" again with install scripts on.\n`,
  );
  process.exit(1);
}
