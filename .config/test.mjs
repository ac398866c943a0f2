// `npm test` on a bare clone: installs what is missing on the host's Node, then runs everything on the project's own.
import { ensureInstalled, projectNode, run } from './install.mjs';

await ensureInstalled();
process.exitCode = await run(projectNode, ['.config/run-tests.ts', ...process.argv.slice(2)], { stdio: 'inherit' });
