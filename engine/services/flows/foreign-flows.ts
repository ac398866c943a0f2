import type { Clock } from '../../../clusters/clock.ts';
import type { FlowRecord, FlowStore } from '../../store/flow-record.ts';

/**
 * SQLite tells nobody that another process has written: asking is the only way. What is asked is one number, and only while
 * somebody watches.
 */
const askEveryMs = 500;

export interface ForeignFlowOptions {
  store: FlowStore;
  clock: Clock;
  owner: string;
  ownerAlive: (owner: string) => boolean;
  /** What is kept has changed. */
  changed: () => void;
  /** A flow of another process has ended. */
  ended: (record: FlowRecord) => void;
}

/** What other processes, living and gone, do with the flows of the same store. */
export interface ForeignFlows {
  /** Tells of flows whose process is gone that they are interrupted. */
  look(): void;
  /** Looks again and again until the returned function is called. */
  watch(): () => void;
}

export function createForeignFlows({ store, clock, owner, ownerAlive, changed, ended }: ForeignFlowOptions): ForeignFlows {
  let underWay: FlowRecord[] = [];
  let watchers = 0;
  let timer: unknown;
  let changes = store.foreignChanges();

  function look(): void {
    const before = underWay;
    underWay = store.underWay().filter((record) => record.owner !== owner);
    const gone = underWay.filter((record) => !ownerAlive(record.owner));
    for (const { id, owner: dead } of gone) store.interrupt(id, dead);
    underWay = underWay.filter((record) => !gone.includes(record));
    const left = before.filter(({ id }) => !underWay.some((record) => record.id === id));
    if (gone.length > 0 || left.length > 0) changed();
    for (const { id } of left) {
      const record = store.find(id);
      if (record) ended(record);
    }
  }

  function ask(): void {
    const now = store.foreignChanges();
    const hasChanged = now !== changes;
    changes = now;
    // That a process is gone changes nothing in the store.
    if (hasChanged || underWay.length > 0) look();
    if (hasChanged) changed();
    timer = clock.setTimeout(ask, askEveryMs);
  }

  return {
    look,
    watch() {
      if (++watchers === 1) ask();
      return () => {
        if (--watchers === 0) clock.clearTimeout(timer);
      };
    },
  };
}
