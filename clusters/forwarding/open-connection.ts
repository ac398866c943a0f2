import type { Duplex } from 'node:stream';
import { type Clock, pause } from '../clock.ts';
import type { Cluster } from '../cluster.ts';
import type { ForwardTarget, TargetSource } from './targets.ts';

export interface OpeningOptions {
  cluster: Cluster;
  source: TargetSource;
  /** Which of several pods is first: the next number each time. */
  turn: number;
  clock: Clock;
  signal: AbortSignal;
}

/** How long a connection waits for a pod. */
const patienceMs = 5_000;
/** How long one pod may take to accept. */
const attemptMs = 10_000;
/** Pods that refused are tried again after this long. */
const againMs = 500;

/**
 * A connection to one of the pods. Each is tried in its turn; while there is none, it waits for a few seconds. Rejects with
 * why the last one refused, or why there was none.
 */
export async function openConnection(options: OpeningOptions): Promise<Duplex> {
  const { source, turn, clock, signal } = options;
  const endsAt = clock.now() + patienceMs;
  let failure: unknown;
  for (;;) {
    const { targets, problem } = source.current();
    for (const target of inTurn(targets, turn)) {
      try {
        return await attempt(target, options);
      } catch (error) {
        signal.throwIfAborted();
        failure = error;
      }
    }
    if (clock.now() >= endsAt) throw problem ? new Error(problem.message) : failure;
    await changeOf(source, clock, signal);
    signal.throwIfAborted();
  }
}

function inTurn(targets: readonly ForwardTarget[], turn: number): ForwardTarget[] {
  const first = targets.length === 0 ? 0 : turn % targets.length;
  return [...targets.slice(first), ...targets.slice(0, first)];
}

async function attempt({ pod, port }: ForwardTarget, { cluster, clock, signal }: OpeningOptions): Promise<Duplex> {
  const late = new AbortController();
  const reason = new Error(`The pod ${pod.namespace}/${pod.name} did not take the connection within ${attemptMs / 1000} s.`);
  const timer = clock.setTimeout(() => late.abort(reason), attemptMs);
  try {
    return await cluster.forward(pod, port, { signal: AbortSignal.any([signal, late.signal]) });
  } finally {
    clock.clearTimeout(timer);
  }
}

/** Resolves when the source has changed, or after a moment. */
async function changeOf(source: TargetSource, clock: Clock, signal: AbortSignal): Promise<void> {
  const changed = new AbortController();
  // Whoever begins to listen to an informer is told at once what it holds already.
  let isListening = false;
  const leave = source.onChange(() => isListening && changed.abort());
  isListening = true;
  await pause(clock, againMs, AbortSignal.any([signal, changed.signal]));
  leave();
}
