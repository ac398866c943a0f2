import { type Clock, pause } from '../../clusters/clock.ts';
import type { Log } from '../../clusters/log.ts';
import { SlipwayError } from '../../engine/contract/errors.ts';
import { passOn } from '../child-log.ts';
import { type KeptProcess, keepRunning } from '../kept-process.ts';
import { complaintOf, readable, saysReady } from './operator-lines.ts';

export interface OperatorChildOptions {
  cluster: string;
  program: URL;
  programArguments: readonly string[];
  /** Gets each of its lines as people read them. */
  onLine(line: string): void;
  clock: Clock;
  log: Log;
}

export interface OperatorChild {
  /** Resolves once it is at work; rejects with `not_ready` and why when it does not come up. */
  atWork: Promise<void>;
  isRunning(): boolean;
  stop(): Promise<void>;
}

/** So often it may end before it has come up: a server that restarts, or a Lease that another holds, passes. */
const endingsBeforeGivingUp = 3;
const longestStartMs = 60_000;

/** One operator as a child of this process, kept running. */
export function startOperatorChild({ cluster, log, onLine, ...options }: OperatorChildOptions): OperatorChild {
  const failed = Promise.withResolvers<never>();
  const settled = new AbortController();
  let complaint: string | null = null;
  let lastSaid = 'nothing';
  let endings = 0;

  const kept: KeptProcess<true> = keepRunning({
    ...options,
    name: `the operator of ${cluster}`,
    readReport: (line) => (saysReady(line) ? true : null),
    onLine(line) {
      complaint = complaintOf(line) ?? complaint;
      lastSaid = readable(line);
      passOn(line, log);
      onLine(lastSaid);
    },
    onEnding(how) {
      endings++;
      if (endings >= endingsBeforeGivingUp) failed.reject(notUp(cluster, complaint ? `${how}: ${complaint}` : `${how}.`));
    },
    log,
  });

  async function tooLate(): Promise<never> {
    await pause(options.clock, longestStartMs, settled.signal);
    if (settled.signal.aborted) return failed.promise;
    throw notUp(cluster, `it is not at work after ${longestStartMs / 1000} s, and last said: ${lastSaid}.`);
  }

  const atWork = Promise.race([kept.ready, failed.promise, tooLate()]).then(() => {});
  // It is up, or was given up: neither the time nor an ending after that is news for whoever waited.
  const settle = (): void => settled.abort();
  atWork.then(settle, settle);
  failed.promise.catch(settle);
  return {
    atWork,
    isRunning: () => kept.report() !== null,
    async stop() {
      failed.reject(new SlipwayError('cancelled', `The operator of ${cluster} was ended.`));
      await kept.stop();
    },
  };
}

function notUp(cluster: string, why: string): SlipwayError {
  return new SlipwayError('not_ready', `The operator of ${cluster} does not come up on this machine: ${why}`, {
    fix: 'Mend that, and install again with --operator local.',
  });
}
