/** The figures of `slipway fit` as Markdown, each beside its bar. Pure. */
import type { FitTimes } from './fits.ts';
import type { RunTimes } from './processes.ts';

export interface FitBenchResult {
  /** RFC 3339. */
  at: string;
  /** `load`: processes that waited for a core in the minute before. */
  machine: { cpu: string; cores: number; load: number; hostNode: string; projectNode: string };
  rounds: number;
  /** `node -e 0`: what any command costs. */
  floor: { host: RunTimes; project: RunTimes };
  /** `slipway fit --model ... --gpu ...`, from start to exit, by the launcher on the host's Node. */
  warm: RunTimes;
  /** The same on the project's Node. */
  warmOnProject: RunTimes;
  /** The first time on a Node: nothing of the bundle is compiled yet. */
  cold: RunTimes;
  /** From the sources, as without a bundle. */
  sources: RunTimes;
  /** Where the machine sets NODE_EXTRA_CA_CERTS: what that costs any command, and this one. */
  withCertificates?: { floor: RunTimes; warm: RunTimes } | undefined;
  fits: FitTimes;
}

/** What the figures must reach, in milliseconds. */
const bars = { warm: 150, fits: 2000 };

export function meetsBars({ warm, fits }: FitBenchResult): boolean {
  return warm.p50 <= bars.warm && fits.sizeMs <= bars.fits && fits.explainMs <= bars.fits;
}

export function reportOf(result: FitBenchResult): string {
  const { machine, floor, fits, rounds } = result;
  return [
    `# Bench of slipway fit, ${result.at}`,
    '',
    `${machine.cores} x ${machine.cpu}, load ${machine.load.toFixed(1)}; the host's Node ${machine.hostNode}, the project's ${machine.projectNode}; ${rounds} runs each. Compare ratios: \`node -e 0\` was measured in the same run.`,
    '',
    ...markdownTable(
      ['from start to exit', 'p50', 'p95', 'over its `node -e 0`', 'bar'],
      [
        timeRow("`node -e 0`, the host's", floor.host, floor.host),
        timeRow("`node -e 0`, the project's", floor.project, floor.project),
        [...timeRow("`slipway fit`, the host's Node", result.warm, floor.host), barOf(result.warm.p50, bars.warm)],
        timeRow("`slipway fit`, the project's Node", result.warmOnProject, floor.project),
        timeRow("`slipway fit`, the host's Node, nothing compiled", result.cold, floor.host),
        timeRow('`slipway fit` from the sources', result.sources, floor.project),
        ...certificateRows(result),
      ],
    ),
    '',
    ...markdownTable(
      ['in one process', 'measured', 'bar'],
      [
        [`${fits.fits} verdicts`, `${fits.sizeMs.toFixed(0)} ms`, barOf(fits.sizeMs, bars.fits)],
        [`${fits.fits} whole answers`, `${fits.explainMs.toFixed(0)} ms`, barOf(fits.explainMs, bars.fits)],
        ['processor time of both', `${fits.cpuMs.toFixed(0)} ms`, ''],
        [`the explorer's matrix, ${fits.cells} cells`, `${fits.matrixMs.toFixed(1)} ms`, ''],
        ['resident memory afterwards', `${fits.residentMiB.toFixed(0)} MiB`, ''],
      ],
    ),
    '',
  ].join('\n');
}

function certificateRows({ withCertificates: times }: FitBenchResult): string[][] {
  if (!times) return [];
  const where = "the host's, with its NODE_EXTRA_CA_CERTS";
  return [timeRow(`\`node -e 0\`, ${where}`, times.floor, times.floor), timeRow(`\`slipway fit\`, ${where}`, times.warm, times.floor)];
}

function timeRow(what: string, { p50, p95 }: RunTimes, floor: RunTimes): string[] {
  return [what, `${p50.toFixed(0)} ms`, `${p95.toFixed(0)} ms`, `x ${(p50 / floor.p50).toFixed(2)}`];
}

function barOf(milliseconds: number, most: number): string {
  return `<= ${most} ms: ${milliseconds <= most ? 'met' : 'MISSED'}`;
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${head.map((_, column) => cells[column] ?? '').join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}
