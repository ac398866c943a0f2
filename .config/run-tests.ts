/**
 * Runs every check and every test once and closes with `N passed, N failed, N skipped`.
 * A check (types, lint ...) counts as one; a test runner counts its tests. `npm test -- unit` runs only the parts named.
 * Two parts run only by their names: `kubernetes` needs a real API server to compare with (`npm run test:kubernetes`), `kind` needs
 * a container engine and kind (`npm run test:kind`).
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureChromium } from './ensure-chromium.ts';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

interface Part {
  name: string;
  /** Runs only when it is named. */
  onDemand?: true;
  run(): Counts;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = join(root, '.build', 'test-reports');

const parts: Part[] = [
  check('types', 'tsc', ['-b']),
  check('lint', 'biome', ['check', '--config-path', '.config/lint.json', '--error-on-warnings', '.']),
  check('arrows', process.execPath, ['.config/check-arrows.ts']),
  check('unused', 'knip', ['--config', '.config/knip.json', '--no-progress']),
  check('generated', process.execPath, ['engine/dialects/generate-crds.ts', '--check']),
  check('manifests', process.execPath, ['engine/operator/install/render/generate.ts', '--check']),
  check('ui', process.execPath, ['.config/build-ui.ts']),
  { name: 'unit', run: () => vitest('unit', '.config/vitest.config.ts') },
  { name: 'browser', run: () => browser() },
  { name: 'kubernetes', onDemand: true, run: () => vitest('kubernetes', '.config/vitest.kubernetes.config.ts') },
  { name: 'kind', onDemand: true, run: () => vitest('kind', '.config/vitest.kind.config.ts', { inside: kindLab() }) },
];

process.exitCode = main(process.argv.slice(2));

function main(wanted: string[]): number {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const unknown = wanted.filter((name) => !parts.some((part) => part.name === name));
  if (unknown.length > 0) {
    console.error(`No part of the tests is called ${unknown.join(', ')}. There are: ${parts.map((part) => part.name).join(', ')}.`);
    return 2;
  }
  const total = { passed: 0, failed: 0, skipped: 0 };
  const chosen = wanted.length === 0 ? parts.filter(({ onDemand }) => !onDemand) : parts.filter(({ name }) => wanted.includes(name));
  for (const part of chosen) add(total, runPart(part));
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed === 0 ? 0 : 1;
}

function runPart(part: Part): Counts {
  const started = performance.now();
  console.log(`\n== ${part.name}`);
  const counts = part.run();
  console.log(`== ${part.name}: ${counts.passed} passed, ${counts.failed} failed (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return counts;
}

function add(total: Counts, counts: Counts): void {
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
}

function check(name: string, program: string, programArguments: string[]): Part {
  return {
    name,
    run: () => (succeeds(program, programArguments) ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 }),
  };
}

/** Runs a program of node_modules/.bin, or one by path, on the project's Node. */
function succeeds(program: string, programArguments: string[], environment: NodeJS.ProcessEnv = {}): boolean {
  const bin = join(root, 'node_modules', '.bin', program);
  const { status, error } = spawnSync(existsSync(bin) ? bin : program, programArguments, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: {
      ...process.env,
      PATH: `${join(root, 'node_modules', '.bin')}${process.platform === 'win32' ? ';' : ':'}${process.env['PATH']}`,
      ...environment,
    },
  });
  if (error) console.error(error.message);
  return status === 0;
}

interface VitestOptions {
  environment?: NodeJS.ProcessEnv;
  /** A program that runs the tests in an environment of its own; absent: none. */
  inside?: string | undefined;
}

function vitest(name: string, config: string, { environment = {}, inside }: VitestOptions = {}): Counts {
  const report = join(reports, `${name}.json`);
  const words = ['run', '--config', config, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const passed = inside ? succeeds(inside, ['vitest', ...words], environment) : succeeds('vitest', words, environment);
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const counts = JSON.parse(readFileSync(report, 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    numTodoTests: number;
  };
  // A file that fails to load has no failed test of its own, and still fails the run.
  const failed = counts.numFailedTests === 0 && !passed ? 1 : counts.numFailedTests;
  return { passed: counts.numPassedTests, failed, skipped: counts.numPendingTests + counts.numTodoTests };
}

function browser(): Counts {
  const chromium = ensureChromium();
  if ('missing' in chromium) {
    console.log(`browser tests skipped: ${chromium.missing}`);
    return { passed: 0, failed: 0, skipped: 1 };
  }
  return vitest('browser', '.config/vitest.browser.config.ts', { environment: { CHROMIUM_PATH: chromium.path } });
}

/** The laboratory with a container engine and kind, where there is one; elsewhere the machine's own engine has to do. */
function kindLab(): string | undefined {
  const { SLIPWAY_TEST_KUBERNETES: folder, SLIPWAY_BASE_IMAGE: alreadyInside } = process.env;
  // It needs root, as containers do.
  return folder && !alreadyInside && process.getuid?.() === 0 ? join(folder, 'kind-lab') : undefined;
}
