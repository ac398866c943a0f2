import type { Clock } from '../clusters/clock.ts';
import type { Log } from '../clusters/log.ts';
import { parseJson, passOn } from './child-log.ts';
import { keepRunning } from './kept-process.ts';

export interface GatewayProcessOptions {
  /** The gateway's program; prints `{"ready":true,"url":...}` when it listens. */
  program: URL;
  kubeconfigPath: string;
  /** Kept over restarts, so that clients find it again. */
  port: number;
  clock: Clock;
  log: Log;
}

export interface GatewayProcess {
  /** Resolves with the URL when the gateway listens for the first time. */
  ready: Promise<string>;
  /** Null while it is down. */
  url(): string | null;
  pid(): number | null;
  /** Lets running streams end, then resolves. */
  stop(): Promise<void>;
}

/** What the gateway gives its streams on SIGTERM; its keeper gives it a second more. */
const drainSeconds = 4;

/** Runs the gateway as a child, and again when it dies. */
export function startGatewayProcess({ program, kubeconfigPath, port, clock, log }: GatewayProcessOptions): GatewayProcess {
  const kept = keepRunning({
    name: 'the gateway',
    program,
    programArguments: ['--kubeconfig', kubeconfigPath, '--port', String(port), '--lifeline', '--drain-seconds', String(drainSeconds)],
    readReport: readyUrl,
    onLine: (line) => passOn(line, log),
    clock,
    log,
  });
  return { ready: kept.ready, url: kept.report, pid: kept.pid, stop: kept.stop };
}

function readyUrl(line: string): string | null {
  const report = parseJson(line) as { ready?: boolean; url?: string } | null;
  return report?.ready === true && typeof report.url === 'string' ? report.url : null;
}
