import { pause } from '../../../clusters/clock.ts';
import type { Log } from '../../../clusters/log.ts';
import type { Clock } from '../../contract/clock.ts';
import type { Controller } from './controller/controller.ts';
import type { LeaseElector } from './election/lease-elector.ts';
import type { RuntimeMetrics } from './metrics.ts';

export interface ManagerOptions {
  controllers: readonly Controller[];
  /** Absent: there is only one replica, it always leads. */
  elector?: LeaseElector | undefined;
  clock: Clock;
  log: Log;
  metrics?: RuntimeMetrics | undefined;
  /** How long the caches may take for their first lists. Default 2 min. */
  syncTimeoutMs?: number | undefined;
  /** How long work that is going on may take at the end. Default 30 s. */
  shutdownMs?: number | undefined;
}

export interface Manager {
  /** Runs until the signal aborts and all has ended. Rejects when caches do not fill in time, or leadership is lost: then end the process. */
  run(signal: AbortSignal): Promise<void>;
  /** For `/readyz`: ready when the caches are full, leading or not. */
  readiness(): 'ready' | string;
}

/** Another replica may lead now: nothing may be written any more. */
export class LeadershipLost extends Error {
  override readonly name = 'LeadershipLost';
}

/** Fills caches on every replica, runs the controllers on the one that leads, and ends them in order. */
export function createManager(options: ManagerOptions): Manager {
  const { controllers, elector, clock, log, metrics, syncTimeoutMs = 120_000, shutdownMs = 30_000 } = options;
  let isSynced = false;

  return {
    readiness: () => (isSynced ? 'ready' : `waiting for the first list of: ${unsynced().join(', ') || 'nothing yet'}`),
    async run(signal) {
      metrics?.leading('slipway-operator', false);
      const warm = warmUp(signal);
      // Heard below; a candidate that never leads must not fail unheard before that.
      warm.catch(() => {});
      const isLeader = await Promise.race([lead(signal), warm.then(() => new Promise<never>(() => {}))]);
      if (!isLeader) return stopControllers(new AbortController());
      await workWhileLeading(signal, warm);
    },
  };

  /** True once leading; false when the signal aborted before. */
  async function lead(signal: AbortSignal): Promise<boolean> {
    try {
      await elector?.acquire(signal);
      return !signal.aborted;
    } catch (error) {
      if (signal.aborted) return false;
      throw error;
    }
  }

  async function workWhileLeading(signal: AbortSignal, warm: Promise<void>): Promise<void> {
    metrics?.leading('slipway-operator', true);
    const finished = new AbortController();
    const hurry = new AbortController();
    let isLost = false;
    // The Lease is kept until the last reconcile has ended.
    const holding = elector?.hold(finished.signal).then((ending) => {
      isLost = ending === 'lost';
      if (isLost) hurry.abort(new LeadershipLost('another replica may lead'));
    });
    try {
      await Promise.race([warm, aborted(hurry.signal), aborted(signal)]);
      if (!signal.aborted && !hurry.signal.aborted) {
        for (const controller of controllers) controller.start();
        log.info({ controllers: controllers.map(({ name }) => name) }, 'controllers run');
        await Promise.race([aborted(signal), aborted(hurry.signal)]);
      }
    } finally {
      await stopControllers(hurry);
      finished.abort();
      await holding;
      metrics?.leading('slipway-operator', false);
    }
    if (isLost)
      throw new LeadershipLost('Leadership was lost: the Lease was taken, or could not be renewed in time. Start again to compete for it.');
  }

  async function stopControllers(hurry: AbortController): Promise<void> {
    const timer = clock.setTimeout(() => hurry.abort(new Error(`not done ${shutdownMs} ms after the end was asked for`)), shutdownMs);
    await Promise.all(controllers.map((controller) => controller.stop(hurry.signal)));
    clock.clearTimeout(timer);
  }

  async function warmUp(signal: AbortSignal): Promise<void> {
    const tooLate = new AbortController();
    const ended = AbortSignal.any([signal, tooLate.signal]);
    const late = pause(clock, syncTimeoutMs, ended).then(() => {
      if (isSynced || signal.aborted) return;
      throw new Error(
        `No first list of ${unsynced().join(', ')} within ${syncTimeoutMs / 1000} s. Check that their CRDs are installed and that the operator may list them.`,
      );
    });
    const synced = Promise.all(controllers.map((controller) => controller.warmUp())).then(() => {
      isSynced = true;
      tooLate.abort();
    });
    await Promise.race([synced, late]).catch((error: unknown) => {
      // Informers that are ended before their first list reject; at the end that is no failure.
      if (!signal.aborted) throw error;
    });
  }

  function unsynced(): string[] {
    return [...new Set(controllers.flatMap((controller) => controller.unsynced()))];
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
