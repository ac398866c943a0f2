import { isDeepStrictEqual } from 'node:util';
import type { PodStatus } from 'kubernetes-types/core/v1.d.ts';
import { isReason } from '../../api-error.ts';
import { type Clock, pause } from '../../clock.ts';
import type { Log } from '../../log.ts';

export interface StatusWriter {
  /** Writes in the background; of several in a row only the newest. */
  write(status: PodStatus): void;
  /** Resolves when the newest is written or cannot be. */
  flush(): Promise<void>;
}

export interface StatusWriterOptions {
  send(status: PodStatus): Promise<unknown>;
  clock: Clock;
  log: Log;
  signal: AbortSignal;
}

const retryAfter = 500;

/** Writes one pod's status: never two writes at a time, never an older one after a newer. */
export function createStatusWriter({ send, clock, log, signal }: StatusWriterOptions): StatusWriter {
  let wanted: PodStatus | undefined;
  let written: PodStatus | undefined;
  let writing: Promise<void> | undefined;

  async function writeAll(): Promise<void> {
    // What changes in the same turn is written together.
    await Promise.resolve();
    while (wanted && !signal.aborted && !isDeepStrictEqual(wanted, written)) {
      const status = wanted;
      try {
        await send(status);
        written = status;
      } catch (error) {
        if (isReason(error, 'NotFound')) return;
        log.debug({ error: String(error) }, 'pod status not written, trying again');
        await pause(clock, retryAfter, signal);
      }
    }
  }

  return {
    write(status) {
      wanted = status;
      writing ??= writeAll().finally(() => {
        writing = undefined;
      });
    },
    async flush() {
      await writing;
    },
  };
}
