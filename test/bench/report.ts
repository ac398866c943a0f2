/** The bench's figures as Markdown, each beside its bar. Pure. */

import type { PodList } from './bench-pod-list.ts';
import type { SandboxStart } from './bench-sandbox-start.ts';
import type { Row } from './gateway/bench-gateway.ts';
import type { ProcessMemory } from './memory.ts';

export interface BenchResult {
  /** RFC 3339. */
  at: string;
  machine: { cpu: string; cores: number; node: string; load: string };
  sandboxStart: SandboxStart;
  /** From the spawn of `slipway serve` to its ready line, in a new data directory. */
  readyMs: number;
  endpoints: { oneMs: number; hundredMs: number };
  podList: PodList;
  memory: { idle: ProcessMemory[]; loaded: ProcessMemory[] };
  /** In front of a model server that costs next to nothing. */
  gateway: Row[];
  /** In front of the simulator. */
  simulator: Row[];
}

/** What the figures must reach. */
const bars = { apiReadyMs: 1000, hundredMs: 30_000, throughputRatio: 0.25, addedP99Ms: 3 };

export function reportOf(result: BenchResult): string {
  const { machine, memory } = result;
  return [
    `# Bench, ${result.at}`,
    '',
    `${machine.cores} x ${machine.cpu}, Node ${machine.node}, load by ${machine.load}. Compare ratios: peers were measured in the same run.`,
    '',
    markdownTable(['what', 'measured', 'bar', ''], [...clusterRows(result), ...barRows(result.gateway)]),
    '',
    '## The gateway before a model server that costs next to nothing',
    '',
    gatewayTable(result.gateway),
    '',
    '## The gateway before the simulator',
    '',
    gatewayTable(result.simulator),
    '',
    '## Resident memory',
    '',
    markdownTable(['process', 'idle', 'with 100 endpoints'], memoryRows(memory)),
    '',
  ].join('\n');
}

function clusterRows({ sandboxStart, readyMs, endpoints, podList }: BenchResult): string[][] {
  return [
    judged('sandbox start to API ready, new folder', { value: sandboxStart.firstMs, most: bars.apiReadyMs, unit: 'ms' }),
    judged('sandbox start to API ready, again', { value: sandboxStart.againMs, most: bars.apiReadyMs, unit: 'ms' }),
    ['`slipway serve` to its ready line, new data directory', `${readyMs.toFixed(0)} ms`, '', ''],
    ['apply to Ready, 1 endpoint', `${endpoints.oneMs.toFixed(0)} ms`, '', ''],
    judged('apply to Ready, 100 endpoints', { value: endpoints.hundredMs, most: bars.hundredMs, unit: 'ms' }),
    [`lists of ${podList.pods} pods (${(podList.bytes / 1024).toFixed(0)} KiB)`, `${podList.readsPerSecond.toFixed(1)} a second`, '', ''],
  ];
}

function barRows(rows: readonly Row[]): string[][] {
  const at = (target: Row['target']) => rows.find((row) => row.target === target && row.connections === 10);
  const [gateway, nginx] = [at('gateway'), at('nginx')];
  if (!gateway || !nginx) return [['gateway beside nginx', 'skipped: nginx is not installed', '', '']];
  const ratio = gateway.requestsPerSecond / nginx.requestsPerSecond;
  return [
    [
      "gateway's throughput over nginx's, 10 connections",
      ratio.toFixed(2),
      `>= ${bars.throughputRatio}`,
      verdict(ratio >= bars.throughputRatio),
    ],
    judged("gateway's p99 beyond nginx's, 10 connections", {
      value: gateway.p99Ms - nginx.p99Ms,
      most: bars.addedP99Ms,
      unit: 'ms',
      digits: 2,
    }),
  ];
}

function judged(what: string, { value, most, unit, digits = 0 }: { value: number; most: number; unit: string; digits?: number }): string[] {
  return [what, `${value.toFixed(digits)} ${unit}`, `<= ${most} ${unit}`, verdict(value <= most)];
}

function verdict(met: boolean): string {
  return met ? 'met' : 'MISSED';
}

function gatewayTable(rows: readonly Row[]): string {
  const direct = (connections: number) => rows.find((row) => row.target === 'direct' && row.connections === connections);
  const cells = rows.map((row) => {
    const base = direct(row.connections);
    const added = (key: 'p50Ms' | 'p99Ms') => (base && row !== base ? (row[key] - base[key]).toFixed(2) : '');
    return [
      row.target,
      String(row.connections),
      row.requestsPerSecond.toFixed(0),
      row.p50Ms.toFixed(2),
      row.p99Ms.toFixed(2),
      added('p50Ms'),
      added('p99Ms'),
    ];
  });
  return markdownTable(['through', 'connections', 'requests/s', 'p50 ms', 'p99 ms', 'added p50', 'added p99'], cells);
}

function memoryRows({ idle, loaded }: BenchResult['memory']): string[][] {
  const mebibytes = (found: ProcessMemory | undefined) => (found ? `${found.residentMiB.toFixed(0)} MiB` : '-');
  return loaded.map((process) => [process.role, mebibytes(idle.find(({ pid }) => pid === process.pid)), mebibytes(process)]);
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
