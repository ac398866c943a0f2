/** The comparison as Markdown, each figure beside its bar. Pure. */
import type { PodTimes } from './bench-pods.ts';
import type { RequestRates } from './bench-requests.ts';
import type { SubjectMemory } from './memory.ts';
import type { SubjectName } from './subjects.ts';

/** Of several rounds, each subject's best: a machine that does something else besides only ever makes it slower. */
export interface SubjectFigures {
  startMs: number;
  rates: RequestRates;
  fanOutMs: number;
  createPodRate: number;
  pods: PodTimes;
  memory: { empty: SubjectMemory; full: SubjectMemory };
}

export interface ApiBenchResult {
  /** RFC 3339. */
  at: string;
  machine: { cpu: string; cores: number; node: string };
  rounds: number;
  figures: Record<SubjectName, SubjectFigures>;
}

/** How many times better than the real control plane it must be. */
const bars = { start: 3, memory: 3, speed: 0.5 };

interface Row {
  what: string;
  sandbox: number;
  kubernetes: number;
  unit: 'ms' | 'a second' | 'MiB';
  bar?: number;
}

export function reportOf({ at, machine, rounds, figures }: ApiBenchResult): string {
  return [
    `# API bench, ${at}`,
    '',
    `${machine.cores} x ${machine.cpu}, Node ${machine.node}; client and both servers on the same cores, the best of ${rounds} interleaved rounds. The ratio is how many times faster or smaller the sandbox is.`,
    '',
    '| what | sandbox | control plane | ratio | bar | |',
    '|---|---|---|---|---|---|',
    ...rowsOf(figures).map(rowText),
    '',
  ].join('\n');
}

/** Whether every figure reaches its bar. */
export function meetsBars({ figures }: ApiBenchResult): boolean {
  return rowsOf(figures).every((row) => row.bar === undefined || ratioOf(row) >= row.bar);
}

function rowsOf({ sandbox, kubernetes }: ApiBenchResult['figures']): Row[] {
  const time = (what: string, read: (figures: SubjectFigures) => number, bar: number = bars.speed): Row => {
    return { what, sandbox: read(sandbox), kubernetes: read(kubernetes), unit: 'ms', bar };
  };
  const rate = (what: string, read: (figures: SubjectFigures) => number): Row => {
    return { what, sandbox: read(sandbox), kubernetes: read(kubernetes), unit: 'a second', bar: bars.speed };
  };
  const memory = (what: string, read: (figures: SubjectFigures) => SubjectMemory): Row[] => {
    const [ours, theirs] = [read(sandbox), read(kubernetes)];
    const resident: Row = {
      what: `${what}, resident`,
      sandbox: ours.residentMiB,
      kubernetes: theirs.residentMiB,
      unit: 'MiB',
      bar: bars.memory,
    };
    if (ours.proportionalMiB === undefined || theirs.proportionalMiB === undefined) return [resident];
    const once: Row = {
      what: `${what}, shared pages counted once`,
      sandbox: ours.proportionalMiB,
      kubernetes: theirs.proportionalMiB,
      unit: 'MiB',
    };
    return [resident, once];
  };
  return [
    time('start to ready', ({ startMs }) => startMs, bars.start),
    rate('create', ({ rates }) => rates.create),
    rate('get', ({ rates }) => rates.get),
    rate('list of 100', ({ rates }) => rates.list),
    rate('merge patch', ({ rates }) => rates.patch),
    rate('server-side apply', ({ rates }) => rates.apply),
    rate('delete', ({ rates }) => rates.delete),
    rate('create pods', ({ createPodRate }) => createPodRate),
    time('list of 10,000 pods', ({ pods }) => pods.listMs),
    time('the same in pages of 500', ({ pods }) => pods.pagesMs),
    time('the same as the first events of a watch', ({ pods }) => pods.watchMs),
    time('a change told to 100 watchers', ({ fanOutMs }) => fanOutMs),
    ...memory('memory, empty', ({ memory: { empty } }) => empty),
    ...memory('memory, with 10,000 pods', ({ memory: { full } }) => full),
  ];
}

function ratioOf({ sandbox, kubernetes, unit }: Row): number {
  return unit === 'a second' ? sandbox / kubernetes : kubernetes / sandbox;
}

function rowText(row: Row): string {
  const { what, sandbox, kubernetes, unit, bar } = row;
  const ratio = ratioOf(row);
  const shown = (value: number) => `${value < 20 ? value.toFixed(1) : value.toFixed(0)} ${unit}`;
  const verdict = bar === undefined ? ['', ''] : [`>= ${bar}`, ratio >= bar ? 'met' : 'MISSED'];
  return `| ${[what, shown(sandbox), shown(kubernetes), ratio.toFixed(2), ...verdict].join(' | ')} |`;
}
