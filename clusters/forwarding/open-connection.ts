import type { Duplex } from 'node:stream';
import { type Clock, pause } from '../clock.ts';
import type { Cluster } from '../cluster.ts';
import { type ForwardTarget, problemView, type TargetSource, type TargetView } from './targets.ts';
import type { Turns } from './turns.ts';

export interface OpeningOptions {
  cluster: Cluster;
  source: TargetSource;
  turns: Turns;
  clock: Clock;
  signal: AbortSignal;
}

export interface OpenConnection {
  connection: Duplex;
  target: ForwardTarget;
}

/** How long a connection waits for a pod. */
const patienceMs = 5_000;
/** How long one pod may take to accept, and the server to say which pods there are. */
const attemptMs = 10_000;
const lookMs = 3_000;
/** Pods that refused are tried again after this long. */
const againMs = 500;

/**
 * A connection to one of the pods. Each is tried in its turn; while there is none, it waits for a few seconds. Rejects with
 * why the last one refused, or why there was none.
 */
export async function openConnection(options: OpeningOptions): Promise<OpenConnection> {
  const { source, turns, clock, signal } = options;
  const endsAt = clock.now() + patienceMs;
  for (;;) {
    const known = source.current();
    // After a long silence it may be half a minute until the server is asked again by itself: somebody waits now.
    const isDoubtful = source.isStale() && turns.haveAllRefused(known.targets);
    const { opened, failure } = await tryAll(isDoubtful ? await lookAnew(options) : known, options);
    if (opened) return opened;
    if (source.isStale() && !isDoubtful) continue;
    if (clock.now() >= endsAt) throw failure;
    await changeOf(source, clock, signal);
    signal.throwIfAborted();
  }
}

type Outcome = { opened: OpenConnection; failure?: undefined } | { opened?: undefined; failure: unknown };

async function tryAll({ targets, problem }: TargetView, { cluster, turns, clock, signal }: OpeningOptions): Promise<Outcome> {
  let failure: unknown = new Error(problem?.message);
  for (const target of turns.order(targets)) {
    const { pod, port } = target;
    const late = `The pod ${pod.namespace}/${pod.name} did not take the connection within ${attemptMs / 1000} s.`;
    try {
      const connect = (ended: AbortSignal) => cluster.forward(pod, port, { signal: ended });
      return { opened: { connection: await within(attemptMs, late, { clock, signal }, connect), target } };
    } catch (error) {
      signal.throwIfAborted();
      turns.refused(target);
      failure = error;
    }
  }
  return { failure };
}

async function lookAnew({ source, clock, signal }: OpeningOptions): Promise<TargetView> {
  const late = `The cluster did not say within ${lookMs / 1000} s which pods there are.`;
  try {
    return await within(lookMs, late, { clock, signal }, source.look);
  } catch (error) {
    signal.throwIfAborted();
    return problemView('waiting', error instanceof Error ? error.message : String(error));
  }
}

/** Gives the work a signal that aborts when it takes too long; afterwards only the caller's own does. */
async function within<T>(
  milliseconds: number,
  late: string,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
  work: (ended: AbortSignal) => Promise<T>,
): Promise<T> {
  const end = new AbortController();
  const timer = clock.setTimeout(() => end.abort(new Error(late)), milliseconds);
  try {
    return await work(AbortSignal.any([signal, end.signal]));
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
