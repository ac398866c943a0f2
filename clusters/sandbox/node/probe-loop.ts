/** Repeats a probe as its numbers say, and tells when the container's health changes by it. */
import type { Probe } from 'kubernetes-types/core/v1.d.ts';
import { type Clock, pause } from '../../clock.ts';
import type { ProbeResult } from './probe.ts';

export interface ProbeLoopOptions {
  probe: Probe;
  run(): Promise<ProbeResult>;
  /** Called when enough results in a row agree, at first and at each change. */
  onVerdict(healthy: boolean, message: string): void;
  /** Called for every failure that counts. */
  onFailure?(message: string): void;
  clock: Clock;
  signal: AbortSignal;
}

/** While nothing listens yet, asking again soon costs nothing and spares waiting for a whole period. */
const retryWhileStarting = 100;

/** Probes until the signal aborts. */
export async function probeLoop(options: ProbeLoopOptions): Promise<void> {
  const { probe, clock, signal } = options;
  const period = (probe.periodSeconds ?? 10) * 1000;
  await pause(clock, (probe.initialDelaySeconds ?? 0) * 1000, signal);
  const judge = createProbeJudge(probe);
  let result = await firstAnswer(options, clock.now() + period);
  while (!signal.aborted) {
    if (!result.healthy) options.onFailure?.(result.message);
    const verdict = judge(result.healthy);
    if (verdict !== undefined) options.onVerdict(verdict, result.healthy ? '' : result.message);
    await pause(clock, period, signal);
    if (!signal.aborted) result = await options.run();
  }
}

/**
 * Counts results: true or false when a threshold is reached and the verdict is new, else undefined.
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes
 */
export function createProbeJudge({ successThreshold = 1, failureThreshold = 3 }: Probe): (healthy: boolean) => boolean | undefined {
  let verdict: boolean | undefined;
  let last: boolean | undefined;
  let inRow = 0;
  return (healthy) => {
    inRow = healthy === last ? inRow + 1 : 1;
    last = healthy;
    if (inRow < (healthy ? successThreshold : failureThreshold) || verdict === healthy) return undefined;
    verdict = healthy;
    return healthy;
  };
}

async function firstAnswer({ run, clock, signal }: ProbeLoopOptions, until: number): Promise<ProbeResult> {
  let result = await run();
  while (!result.healthy && result.refused && clock.now() < until && !signal.aborted) {
    await pause(clock, retryWhileStarting, signal);
    result = await run();
  }
  return result;
}
