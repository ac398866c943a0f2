import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type Clock, pause } from '../clusters/clock.ts';
import type { Log } from '../clusters/log.ts';

export interface KeptProcessOptions<Report> {
  /** As the log calls it: `the gateway`. */
  name: string;
  program: URL;
  programArguments: readonly string[];
  /** What a line of its output says once it is ready; null for any other line. */
  readReport(line: string): Report | null;
  /** Every line that says something else, of either output. */
  onLine(line: string): void;
  /** How it ended, each time that it did so by itself: `it exited with code 1`. */
  onEnding?(how: string): void;
  clock: Clock;
  log: Log;
}

export interface KeptProcess<Report> {
  /** Resolves with its first report. */
  ready: Promise<Report>;
  /** Its last report; null while it is down. */
  report(): Report | null;
  pid(): number | null;
  /** Asks it to end, and ends it when it does not within 5 s. */
  stop(): Promise<void>;
}

const firstBackOffMs = 200;
const longestBackOffMs = 10_000;
/** Up for so long, a process counts as healthy and the back-off starts again. */
const healthyMs = 60_000;
const stopLimitMs = 5_000;

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * Runs one of our programs as a child, and again when it dies. Its standard input is its lifeline: it ends when this process
 * does, however that ends.
 */
export function keepRunning<Report>(options: KeptProcessOptions<Report>): KeptProcess<Report> {
  const { name, clock, log } = options;
  const stopping = new AbortController();
  const ready = Promise.withResolvers<Report>();
  let child: Child | null = null;
  let report: Report | null = null;

  const running = runAgainAndAgain();
  return { ready: ready.promise, report: () => report, pid: () => child?.pid ?? null, stop };

  async function runAgainAndAgain(): Promise<void> {
    let backOffMs = firstBackOffMs;
    while (!stopping.signal.aborted) {
      const startedAt = clock.now();
      const ending = await runOnce();
      if (stopping.signal.aborted) return;
      options.onEnding?.(ending);
      if (clock.now() - startedAt > healthyMs) backOffMs = firstBackOffMs;
      log.warn({ reason: `${ending}; it is started again in ${backOffMs} ms` }, `${name} ended`);
      await pause(clock, backOffMs, stopping.signal);
      backOffMs = Math.min(backOffMs * 2, longestBackOffMs);
    }
  }

  /** Resolves with how it ended. */
  async function runOnce(): Promise<string> {
    const started = spawn(process.execPath, [fileURLToPath(options.program), ...options.programArguments], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child = started;
    readLines(started.stdout, (line) => {
      const said = options.readReport(line);
      if (said === null) return options.onLine(line);
      report = said;
      log.info({ report, pid: started.pid }, `${name} is ready`);
      ready.resolve(said);
    });
    readLines(started.stderr, options.onLine);
    const ending = await ended(started);
    child = null;
    report = null;
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
