import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Clock } from '../clock.ts';

/**
 * How long a client that has ended its side may still be answered without a word from the pod. Not all ways into a cluster
 * can pass on that a side has ended, and a pod that does not hear of it never closes.
 */
const silenceAfterEndMs = 60_000;

const cut = 'The connection to the pod was cut.';

export interface CarryOptions {
  clock: Clock;
  /** The pod has said something: only now is it known that something accepts there. */
  onAnswer(): void;
}

/** Carries bytes both ways until both sides have ended, or one is cut. Resolves with why the pod's side was cut, if it was. */
export function carry(local: Socket, remote: Duplex, { clock, onAnswer }: CarryOptions): Promise<Error | undefined> {
  return new Promise((resolve) => {
    let timer: unknown;
    let isOver = false;
    remote.once('error', (error) => finish(error));
    remote.once('close', () => finish(remote.readableEnded ? undefined : new Error(cut)));
    local.once('close', () => finish(undefined));
    local.once('end', () => {
      watchSilence();
      remote.on('data', watchSilence);
    });
    remote.once('data', onAnswer);
    local.pipe(remote);
    remote.pipe(local);
    // Either may have ended before anybody listened.
    if (remote.destroyed) finish(remote.errored ?? new Error(cut));
    if (local.destroyed) finish(undefined);

    function watchSilence(): void {
      clock.clearTimeout(timer);
      if (!isOver) timer = clock.setTimeout(() => local.destroy(), silenceAfterEndMs);
    }

    function finish(error: Error | undefined): void {
      if (isOver) return;
      isOver = true;
      clock.clearTimeout(timer);
      remote.destroy();
      // A cut must not look like an end: half an answer would pass for a whole one. Otherwise what has come is handed over.
      if (error) local.resetAndDestroy();
      else local.destroySoon();
      resolve(error);
    }
  });
}
