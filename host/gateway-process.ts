import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type Clock, pause } from '../clusters/clock.ts';
import type { Log } from '../clusters/log.ts';

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

const firstBackOffMs = 200;
const longestBackOffMs = 10_000;
/** Up for so long, a gateway counts as healthy and the back-off starts again. */
const healthyMs = 60_000;
/** What the gateway gives its streams on SIGTERM, and some. */
const stopLimitMs = 5_000;
const drainSeconds = 4;

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * Runs the gateway as a child, and again when it dies. Its stdin is its lifeline: it ends when this process does,
 * however that ends.
 */
export function startGatewayProcess(options: GatewayProcessOptions): GatewayProcess {
  const { clock, log } = options;
  const stopping = new AbortController();
  const ready = Promise.withResolvers<string>();
  let child: Child | null = null;
  let url: string | null = null;

  const running = keepRunning();
  return { ready: ready.promise, url: () => url, pid: () => child?.pid ?? null, stop };

  async function keepRunning(): Promise<void> {
    let backOffMs = firstBackOffMs;
    while (!stopping.signal.aborted) {
      const startedAt = clock.now();
      const ending = await runOnce();
      if (stopping.signal.aborted) return;
      if (clock.now() - startedAt > healthyMs) backOffMs = firstBackOffMs;
      log.warn({ reason: `${ending}; it is started again in ${backOffMs} ms` }, 'the gateway ended');
      await pause(clock, backOffMs, stopping.signal);
      backOffMs = Math.min(backOffMs * 2, longestBackOffMs);
    }
  }

  /** Resolves with how it ended. */
  async function runOnce(): Promise<string> {
    const started = spawnGateway(options);
    child = started;
    readLines(started.stdout, (line) => {
      const reported = readyUrl(line);
      if (!reported) return log.debug({ line }, 'gateway output');
      url = reported;
      log.info({ url, pid: started.pid }, 'gateway ready');
      ready.resolve(url);
    });
    readLines(started.stderr, (line) => passOn(line, log));
    const ending = await ended(started);
    child = null;
    url = null;
    return ending;
  }

  async function stop(): Promise<void> {
    stopping.abort();
    const last = child;
    last?.kill('SIGTERM');
    const limit = clock.setTimeout(() => last?.kill('SIGKILL'), stopLimitMs);
    await running;
    clock.clearTimeout(limit);
  }
}

function spawnGateway({ program, kubeconfigPath, port }: GatewayProcessOptions): Child {
  const programArguments = [
    fileURLToPath(program),
    '--kubeconfig',
    kubeconfigPath,
    '--port',
    String(port),
    '--lifeline',
    '--drain-seconds',
    String(drainSeconds),
  ];
  return spawn(process.execPath, programArguments, { stdio: ['pipe', 'pipe', 'pipe'] });
}

function ended(child: Child): Promise<string> {
  // Writing to a child that has ended is no news: its exit is.
  child.stdin.on('error', () => {});
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`it could not be started: ${error.message}`));
    child.once('close', (code, signal) => resolve(signal ? `it was ended by ${signal}` : `it exited with code ${code}`));
  });
}

function readLines(stream: Readable, take: (line: string) => void): void {
  createInterface({ input: stream }).on('line', take);
}

/** The gateway's own log lines are JSON too: their facts go into ours, without what every line repeats. */
function passOn(line: string, log: Log): void {
  const { level = 30, msg = 'gateway output', pid: _pid, hostname: _hostname, time: _time, ...facts } = logLine(line);
  // Its warnings are about single routes or requests: for the log, not for the terminal.
  if (level >= 50) log.error(facts, msg);
  else log.info(facts, msg);
}

function logLine(line: string): Record<string, unknown> & { level?: number; msg?: string } {
  const parsed = parseJson(line);
  return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : { line };
}

function readyUrl(line: string): string | null {
  if (!line.startsWith('{')) return null;
  const report = parseJson(line) as { ready?: boolean; url?: string } | null;
  return report?.ready === true && typeof report.url === 'string' ? report.url : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
