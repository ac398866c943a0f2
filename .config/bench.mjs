// `npm run bench`: figures on stdout, and in .build/bench/. Peers are measured in the same run, so compare ratios.
import { ensureInstalled, projectNode, run } from './install.mjs';

await ensureInstalled();
process.exitCode = await run(projectNode, ['test/bench/run.ts', ...process.argv.slice(2)], { stdio: 'inherit' });
