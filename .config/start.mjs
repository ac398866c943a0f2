// `npm start`: from a bare clone to a running workbench. Runs on the host's Node; the workbench runs on the project's own.
import { join } from 'node:path';
import { ensureInstalled, projectNode, root, run, say } from './install.mjs';

const [major] = process.versions.node.split('.').map(Number);
if (major < 20) {
  say(`Slipway needs Node 20 or newer to start (this is ${process.versions.node}). Install a newer Node and run npm start again.`);
  process.exit(2);
}

// The channel is a lifeline: serve stops when this process ends, even by SIGKILL.
const lifeline = ['inherit', 'inherit', 'inherit', 'ipc'];

await ensureInstalled();
await run(projectNode, ['.config/build-ui.ts']).then((code) => code === 0 || process.exit(code));
process.exitCode = await run(projectNode, ['cli/main.ts', 'serve', ...process.argv.slice(2)], {
  stdio: lifeline,
  // Compiled once: a later start skips stripping types and compiling, here and in the child processes.
  env: { ...process.env, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, '.build', 'compile-cache') },
});
