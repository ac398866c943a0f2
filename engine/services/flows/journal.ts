import type { Clock } from '../../../clusters/clock.ts';
import type { Log } from '../../../clusters/log.ts';
import type { FlowLogLine } from '../../contract/views/flow.ts';
import type { FlowProgress, FlowRecord, FlowStore } from '../../store/flow-record.ts';
import { runningStep } from './flow-steps.ts';

/** Progress comes in bursts; what a state of the machine depends on is written at once. */
const writeEveryMs = 100;
const writeAgainAfterMs = 1_000;

export interface JournalOptions {
  record: FlowRecord;
  store: FlowStore;
  clock: Clock;
  log: Log;
  /** Called after each write. */
  written: () => void;
}

/** The record of a flow that this process runs. */
export interface Journal {
  readonly record: FlowRecord;
  /** Kept at once. */
  keep(change: Partial<Pick<FlowRecord, 'state' | 'snapshot'>>, progress?: Partial<FlowProgress>): void;
  /** Kept soon. */
  report(progress: Partial<FlowProgress>): void;
  line(text: string): void;
}

export function createJournal({ record: first, store, clock, log, written }: JournalOptions): Journal {
  let record = first;
  let lines: FlowLogLine[] = [];
  let timer: unknown;
  let lastWrite = Number.NEGATIVE_INFINITY;

  function write(): void {
    clock.clearTimeout(timer);
    timer = undefined;
    lastWrite = clock.now();
    try {
      store.save(record, lines);
      lines = [];
    } catch (error) {
      // The flow itself can go on. A full disk may have room again, and another process end its long transaction.
      log.error({ flow: record.id, err: error }, 'flow not written, will be tried again');
      timer = clock.setTimeout(write, writeAgainAfterMs);
    }
    written();
  }

  function writeSoon(): void {
    timer ??= clock.setTimeout(write, Math.max(0, lastWrite + writeEveryMs - clock.now()));
  }

  return {
    get record() {
      return record;
    },
    keep(change, progress = {}) {
      record = { ...record, ...change, progress: { ...record.progress, ...progress } };
      write();
    },
    report(progress) {
      record = { ...record, progress: { ...record.progress, ...progress } };
      writeSoon();
    },
    line(text) {
      lines.push({ at: clock.now(), step: runningStep(record.progress.steps), text });
      writeSoon();
    },
  };
}
