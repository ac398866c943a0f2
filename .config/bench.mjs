// `npm run bench` and `npm run bench:api`: figures on stdout, and in .build/bench/. Peers are measured in the same run, so compare ratios.
import { ensureInstalled, projectNode, run } from './install.mjs';

await ensureInstalled();
const [, , area] = process.argv;
process.exitCode = await run(projectNode, [area === 'api' ? 'test/bench/api/run.ts' : 'test/bench/run.ts'], { stdio: 'inherit' });
