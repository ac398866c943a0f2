import { spawnSync } from 'node:child_process';

export interface RunTimes {
  /** Milliseconds from the spawn to the exit. */
  p50: number;
  p95: number;
}

/** A command line, `rounds` times, each a process of its own. Throws when one ends with another code than `exitCode`. */
export function timesOf(
  command: readonly string[],
  { rounds, exitCode = 0, before = () => {}, environment = plainEnvironment }: TimeOptions,
): RunTimes {
  const times = Array.from({ length: rounds }, () => {
    before();
    return timeOnce(command, exitCode, environment);
  }).sort((one, other) => one - other);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95) };
}

interface TimeOptions {
  rounds: number;
  exitCode?: number;
  /** Before each round, not counted. */
  before?: () => void;
  environment?: NodeJS.ProcessEnv;
}

const { NODE_EXTRA_CA_CERTS: extraCertificates, ...rest } = process.env;

/** Without certificates of the machine's own: Node 20 parses the whole file before it runs anything, which takes longer than the command. */
const plainEnvironment: NodeJS.ProcessEnv = rest;

export const hasExtraCertificates = extraCertificates !== undefined;

function timeOnce([program = '', ...words]: readonly string[], exitCode: number, env: NodeJS.ProcessEnv): number {
  const startedAt = performance.now();
  const { status, stderr } = spawnSync(program, words, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8', env });
  const milliseconds = performance.now() - startedAt;
  if (status !== exitCode) throw new Error(`${program} ${words.join(' ')} ended with ${status}: ${stderr}`);
  return milliseconds;
}
