import { isNamespaceTerminating } from '../../../../clusters/api-error.ts';
import type { Log } from '../../../../clusters/log.ts';
import type { ObjectKey } from '../../../../clusters/objects.ts';
import type { Clock } from '../../../contract/clock.ts';
import type { WorkQueue } from '../queue/work-queue.ts';
import { type Reconciler, TerminalError } from './reconciler.ts';

/** How a reconcile ended. */
export type Outcome = 'success' | 'requeue_after' | 'error' | 'terminal_error';

export interface ReconcileObserver {
  started(): void;
  ended(outcome: Outcome, seconds: number): void;
}

export interface WorkerOptions {
  queue: WorkQueue;
  reconcile: Reconciler;
  reconcileTimeoutMs?: number | undefined;
  clock: Clock;
  log: Log;
  observer?: ReconcileObserver | undefined;
  /** Aborts what runs. */
  signal: AbortSignal;
}

/** A worker: takes keys from the queue until it is shut down and empty. Whatever a reconcile throws stays with its key. */
export function createWorker(options: WorkerOptions): () => Promise<void> {
  const { queue, clock, log, observer } = options;
  return async () => {
    for (let key = await queue.next(); key !== undefined; key = await queue.next()) {
      const startedAt = clock.now();
      observer?.started();
      const outcome = await attempt(key);
      observer?.ended(outcome, (clock.now() - startedAt) / 1000);
      queue.done(key);
    }
  };

  async function attempt(key: string): Promise<Outcome> {
    const limit = limitTime(options);
    try {
      const result = await options.reconcile(toObjectKey(key), limit.signal);
      queue.forget(key);
      if (result?.requeueAfter === undefined) return 'success';
      queue.addAfter(key, result.requeueAfter);
      return 'requeue_after';
    } catch (error) {
      return afterError(key, error);
    } finally {
      limit.end();
    }
  }

  function afterError(key: string, error: unknown): Outcome {
    if (error instanceof TerminalError) {
      log.error({ key, error }, 'reconciling failed for good');
      queue.forget(key);
      return 'terminal_error';
    }
    if (isNamespaceTerminating(error)) {
      log.debug({ key }, 'its namespace is being deleted; there is nothing left to do for it');
      queue.forget(key);
      return 'success';
    }
    log.warn({ key, error }, 'reconciling failed; it is tried again');
    queue.addRateLimited(key);
    return 'error';
  }
}

/** A signal that aborts at the time limit or with the worker's own. */
function limitTime({ clock, reconcileTimeoutMs, signal }: WorkerOptions): { signal: AbortSignal; end(): void } {
  if (reconcileTimeoutMs === undefined) return { signal, end: () => {} };
  const limit = new AbortController();
  const timer = clock.setTimeout(() => limit.abort(new Error(`not done within ${reconcileTimeoutMs} ms`)), reconcileTimeoutMs);
  return { signal: AbortSignal.any([signal, limit.signal]), end: () => clock.clearTimeout(timer) };
}

function toObjectKey(key: string): ObjectKey {
  const slash = key.indexOf('/');
  return slash < 0 ? { name: key } : { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}
