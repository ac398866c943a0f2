/** `npm run bench:api`: the sandbox beside a real control plane, in one run. A table on stdout, `.build/bench/api.{json,md}` beside it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { kubernetesForTests } from '../../helpers/control-plane.ts';
import { benchFanOut } from './bench-fan-out.ts';
import { benchPods, createPods, type PodTimes } from './bench-pods.ts';
import { benchRequests, type RequestRates } from './bench-requests.ts';
import { memoryOfSubject } from './memory.ts';
import { type ApiBenchResult, meetsBars, reportOf, type SubjectFigures } from './report.ts';
import { type Subject, type SubjectName, startSubject } from './subjects.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3);
const watchers = 100;
const names: readonly SubjectName[] = ['sandbox', 'kubernetes'];

process.exitCode = await main();

async function main(): Promise<number> {
  if (!kubernetesForTests) {
    console.error('There is no real control plane to compare with: SLIPWAY_TEST_KUBERNETES names the folder that has one.');
    return 2;
  }
  const result = await benchAll();
  const folder = new URL('../../../.build/bench/', import.meta.url);
  await mkdir(folder, { recursive: true });
  await writeFile(new URL('api.json', folder), `${JSON.stringify(result, null, 2)}\n`);
  const report = reportOf(result);
  await writeFile(new URL('api.md', folder), report);
  console.log(report);
  return meetsBars(result) ? 0 : 1;
}

async function benchAll(): Promise<ApiBenchResult> {
  const starts = await inTurn(benchStarts);
  await using running = new AsyncDisposableStack();
  const subjects = await inTurn(async (name) => running.use(await startSubject[name]()));
  const each = <Figure>(what: string, measure: (subject: Subject) => Promise<Figure>) => {
    say(what);
    return inTurn((name) => measure(subjects[name]));
  };

  const empty = await each('memory, empty', memoryOfSubject);
  const rates = await bestOf((round) => each(`requests, round ${round + 1}`, (subject) => benchRequests(subject, round)), fastest);
  const fanOut = await bestOf(() => each(`a change told to ${watchers} watchers`, (subject) => benchFanOut(subject, watchers)), Math.min);
  const createPodRate = await each('10,000 pods', createPods);
  const pods = await bestOf((round) => each(`reading the pods, round ${round + 1}`, benchPods), shortest);
  const full = await each('memory, with the pods', memoryOfSubject);

  const figuresOf = (name: SubjectName): SubjectFigures => ({
    startMs: starts[name],
    rates: rates[name],
    fanOutMs: fanOut[name],
    createPodRate: createPodRate[name],
    pods: pods[name],
    memory: { empty: empty[name], full: full[name] },
  });
  const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version };
  return {
    at: new Date().toISOString(),
    machine,
    rounds,
    figures: { sandbox: figuresOf('sandbox'), kubernetes: figuresOf('kubernetes') },
  };
}

type ForEach<Figure> = Record<SubjectName, Figure>;

async function inTurn<Figure>(measure: (name: SubjectName) => Promise<Figure>): Promise<ForEach<Figure>> {
  const figures: Partial<ForEach<Figure>> = {};
  for (const name of names) figures[name] = await measure(name);
  return figures as ForEach<Figure>;
}

async function bestOf<Figure>(
  measure: (round: number) => Promise<ForEach<Figure>>,
  better: (one: Figure, other: Figure) => Figure,
): Promise<ForEach<Figure>> {
  let best = await measure(0);
  for (let round = 1; round < rounds; round++) {
    const next = await measure(round);
    best = { sandbox: better(best.sandbox, next.sandbox), kubernetes: better(best.kubernetes, next.kubernetes) };
  }
  return best;
}

async function benchStarts(name: SubjectName): Promise<number> {
  say(`start of the ${name}`);
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    await using subject = await startSubject[name]();
    best = Math.min(best, subject.startMs);
  }
  return best;
}

function fastest(one: RequestRates, other: RequestRates): RequestRates {
  return combined(one, other, Math.max);
}

function shortest(one: PodTimes, other: PodTimes): PodTimes {
  return combined(one, other, Math.min);
}

function combined<Figures extends object>(one: Figures, other: Figures, choose: (a: number, b: number) => number): Figures {
  const entries = Object.entries(one).map(([key, value]) => [key, choose(Number(value), Number(other[key as keyof Figures]))]);
  return Object.fromEntries(entries) as Figures;
}

function say(step: string): void {
  process.stderr.write(`bench: ${step} ...\n`);
}
