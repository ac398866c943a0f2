// `npm run bench`, `bench:api` and `bench:fit`: figures on stdout, and in .build/bench/. Peers are measured in the same run, so compare ratios.
import { ensureInstalled, projectNode, run } from './install.mjs';

const benches = { api: 'test/bench/api/run.ts', fit: 'test/bench/fit/run.ts' };

await ensureInstalled();
const [, , area] = process.argv;
process.exitCode = await run(projectNode, [benches[area] ?? 'test/bench/run.ts'], { stdio: 'inherit' });
