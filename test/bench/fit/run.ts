/** `npm run bench:fit`: how long `slipway fit` takes beside an empty Node, in one run. A table on stdout, `.build/bench/fit.{json,md}` beside it. */
import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { shippedCatalog } from '../../../cli/shipped-catalog.ts';
import { benchFits } from './fits.ts';
import { hostNode } from './nodes.ts';
import { hasExtraCertificates, timesOf } from './processes.ts';
import { type FitBenchResult, meetsBars, reportOf } from './report.ts';

const root = new URL('../../../', import.meta.url);
const launcher = fileURLToPath(new URL('cli/slipway.mjs', root));
const program = fileURLToPath(new URL('cli/main.ts', root));
const compiled = fileURLToPath(new URL('.build/quick/', root));
const question = ['fit', '--model', 'Qwen/Qwen3-32B', '--gpu', 'H100', '--json'];
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 20);

process.exitCode = await main();

async function main(): Promise<number> {
  const result = benchAll();
  const folder = new URL('.build/bench/', root);
  await mkdir(folder, { recursive: true });
  await writeFile(new URL('fit.json', folder), `${JSON.stringify(result, null, 2)}\n`);
  const report = reportOf(result);
  await writeFile(new URL('fit.md', folder), report);
  console.log(report);
  return meetsBars(result) ? 0 : 1;
}

function benchAll(): FitBenchResult {
  const [host, project] = [hostNode(), process.execPath];
  const runs = { rounds };
  // Whatever it costs to make the bundle, it is made once.
  for (const node of [host, project]) timesOf([node, launcher, ...question], { rounds: 1 });
  return {
    at: new Date().toISOString(),
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      load: loadavg()[0] ?? Number.NaN,
      hostNode: versionOf(host),
      projectNode: versionOf(project),
    },
    rounds,
    floor: { host: timesOf([host, '-e', '0'], runs), project: timesOf([project, '-e', '0'], runs) },
    warm: timesOf([host, launcher, ...question], runs),
    warmOnProject: timesOf([project, launcher, ...question], runs),
    cold: timesOf([host, launcher, ...question], { rounds, before: forgetCompiled }),
    sources: timesOf([project, program, ...question], { rounds: Math.min(rounds, 5) }),
    ...(hasExtraCertificates ? { withCertificates: timesWithCertificates(host) } : {}),
    fits: benchFits(shippedCatalog()),
  };
}

function timesWithCertificates(host: string): FitBenchResult['withCertificates'] {
  const runs = { rounds, environment: process.env };
  return { floor: timesOf([host, '-e', '0'], runs), warm: timesOf([host, launcher, ...question], runs) };
}

function versionOf(node: string): string {
  return execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
}

function forgetCompiled(): void {
  for (const name of readdirSync(compiled)) if (name.endsWith('.compiled')) rmSync(`${compiled}${name}`);
}
