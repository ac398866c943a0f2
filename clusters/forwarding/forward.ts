import type { Socket } from 'node:net';
import type { Clock } from '../clock.ts';
import type { Cluster } from '../cluster.ts';
import type { Random } from '../informer/back-off.ts';
import type { Log } from '../log.ts';
import { carry } from './carry.ts';
import { type FollowingOptions, followPod, followService } from './follow-targets.ts';
import { createForwardState } from './forward-state.ts';
import { listenOnLoopback } from './listen.ts';
import type { LocalForward } from './local-forward.ts';
import { openConnection } from './open-connection.ts';
import type { PodAddress } from './pod-targets.ts';
import type { ServiceAddress } from './service-targets.ts';
import type { TargetSource } from './targets.ts';
import { createTurns } from './turns.ts';

export interface ForwardOptions {
  cluster: Cluster;
  /** The wanted port of this machine; absent or 0: any that is free. */
  port?: number | undefined;
  clock: Clock;
  random: Random;
  log: Log;
  /** Gives up waiting for it to open. An open one is closed by disposing of it. */
  signal?: AbortSignal | undefined;
}

/**
 * A port of this machine that leads to the ready pods of a service, to another one when the first goes away. Opens even
 * where there is no pod, or no service, yet: `state` says so. Rejects with `ProviderError` when the port cannot be had.
 */
export function forwardService(options: ForwardOptions & { service: ServiceAddress }): Promise<LocalForward> {
  return forward(options, (following) => followService(options.service, following));
}

/** A port of this machine that leads to one pod, for as long as it runs. */
export function forwardPod(options: ForwardOptions & { pod: PodAddress }): Promise<LocalForward> {
  return forward(options, (following) => followPod(options.pod, following));
}

/** How long opening waits to know where connections lead. */
const knownWithinMs = 5_000;

async function forward(options: ForwardOptions, follow: (following: FollowingOptions) => TargetSource): Promise<LocalForward> {
  const { cluster, port: wanted = 0, clock, random, log, signal } = options;
  signal?.throwIfAborted();
  await using opened = new AsyncDisposableStack();
  const end = new AbortController();
  opened.defer(() => end.abort());
  const state = createForwardState(clock, log);
  const source = follow({ cluster, clock, random, log, signal: end.signal });
  const look = () => state.see(source.current());
  opened.defer(source.onChange(look));
  const turns = createTurns(clock);
  const { port } = opened.use(await listenOnLoopback(wanted, (socket) => void serve(socket)));
  await untilKnown(source, clock, signal);
  look();

  const parts = opened.move();
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    state: state.current,
    onChange: state.onChange,
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };

  /** Never rejects: what goes wrong is told by the state, and the client's connection is cut. */
  async function serve(local: Socket): Promise<void> {
    const left = new AbortController();
    local.once('close', () => left.abort());
    try {
      const { connection, target } = await openConnection({ cluster, source, turns, clock, signal: left.signal });
      const failure = await carry(local, connection, { clock, onAnswer: state.succeeded });
      if (!failure) return;
      turns.refused(target);
      state.failed(failure.message);
    } catch (error) {
      if (!left.signal.aborted) state.failed(error instanceof Error ? error.message : String(error));
      local.resetAndDestroy();
    }
  }
}

async function untilKnown(source: TargetSource, clock: Clock, signal: AbortSignal | undefined): Promise<void> {
  const { promise: late, resolve, reject } = Promise.withResolvers<void>();
  const timer = clock.setTimeout(resolve, knownWithinMs);
  const abort = () => reject(signal?.reason);
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort, { once: true });
  try {
    await Promise.race([source.known, late]);
  } finally {
    clock.clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}
