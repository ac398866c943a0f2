import type { Informers } from '../../../../clusters/informer/informers.ts';
import type { Log } from '../../../../clusters/log.ts';
import type { Clock } from '../../../contract/clock.ts';
import type { RuntimeMetrics } from '../metrics.ts';
import { createWorkQueue } from '../queue/work-queue.ts';
import type { Reconciler } from './reconciler.ts';
import type { Source } from './sources.ts';
import { createWorker } from './worker.ts';

export interface ControllerOptions {
  /** In logs and metrics. */
  name: string;
  reconcile: Reconciler;
  /** What makes it look; usually `forKind` of its kind and `owns` of what it makes. */
  sources: readonly Source[];
  informers: Informers;
  /** How many objects at a time. Default 1. */
  concurrency?: number | undefined;
  /** Milliseconds after which a reconcile's signal aborts. Default: no limit. */
  reconcileTimeoutMs?: number | undefined;
  clock: Clock;
  log: Log;
  metrics?: RuntimeMetrics | undefined;
}

export interface Controller {
  readonly name: string;
  /** Fills caches and queue without working on anything: a standby replica does this too. Resolves when the caches are full. */
  warmUp(): Promise<void>;
  /** The sources whose first list is not in yet, for messages. */
  unsynced(): string[];
  /** Starts the workers. */
  start(): void;
  /** Takes nothing new. Resolves when what waited is worked off, or, once `hurry` aborts, what runs has ended. */
  stop(hurry?: AbortSignal): Promise<void>;
}

/** A controller: sources fill a queue, workers reconcile its keys, never two at a time on one key. */
export function createController(options: ControllerOptions): Controller {
  const { name, clock, sources, informers, concurrency = 1 } = options;
  const log = options.log.child({ controller: name });
  const queue = createWorkQueue({ clock, observer: options.metrics?.queue(name, clock) });
  const abandon = new AbortController();
  let connections: { plural: string; connection: ReturnType<Source['connect']> }[] | undefined;
  let workers: Promise<void>[] = [];

  return {
    name,
    async warmUp() {
      connections ??= sources.map((source) => ({ plural: source.plural, connection: source.connect(informers, queue.add) }));
      await Promise.all(connections.map(({ connection }) => connection.informer.synced));
    },
    unsynced: () => (connections ?? []).filter(({ connection }) => !connection.informer.hasSynced).map(({ plural }) => plural),
    start() {
      if (workers.length > 0) throw new Error(`The controller ${name} runs already.`);
      const observer = options.metrics?.reconciles(name, concurrency);
      const work = createWorker({ ...options, queue, log, observer, signal: abandon.signal });
      workers = Array.from({ length: concurrency }, work);
    },
    async stop(hurry) {
      for (const { connection } of connections ?? []) connection.disconnect();
      queue.shutDown();
      const abort = () => {
        queue.shutDown({ discard: true });
        abandon.abort(hurry?.reason);
      };
      if (hurry?.aborted) abort();
      hurry?.addEventListener('abort', abort, { once: true });
      await Promise.all(workers);
      hurry?.removeEventListener('abort', abort);
    },
  };
}
