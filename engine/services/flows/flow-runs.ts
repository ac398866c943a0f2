import type { Clock } from '../../../clusters/clock.ts';
import type { Log } from '../../../clusters/log.ts';
import type { FlowRecord, FlowStore } from '../../store/flow-record.ts';
import type { BoundFlow } from './flow-definition.ts';
import { createJournal, type Journal } from './journal.ts';
import { runCleanUp } from './run-clean-up.ts';
import { type FlowRun, runFlow } from './run-flow.ts';

export interface FlowRunsOptions {
  store: FlowStore;
  clock: Clock;
  log: Log;
  /** What is kept of one has changed. */
  changed: () => void;
  /** One has ended, or was interrupted. */
  ended: (record: FlowRecord) => void;
}

/** The flows that this process runs. */
export interface FlowRuns {
  get(id: string): FlowRun | undefined;
  /** Runs it from where it stands. */
  begin(record: FlowRecord, bound: BoundFlow): FlowRun;
  cleanUp(record: FlowRecord, bound: BoundFlow): FlowRun;
  interruptAll(): Promise<void>;
}

export function createFlowRuns({ store, clock, log, changed, ended }: FlowRunsOptions): FlowRuns {
  const runs = new Map<string, FlowRun>();

  function launch(record: FlowRecord, start: (journal: Journal) => FlowRun): FlowRun {
    const { id, kind, cluster } = record;
    log.info({ flow: id, kind, cluster }, 'flow begins');
    const run = start(createJournal({ record, store, clock, log, written: changed }));
    runs.set(id, run);
    void run.ended.then(() => {
      runs.delete(id);
      const { state, progress } = run.record();
      log.info({ flow: id, kind, cluster, state, error: progress.error }, 'flow ended');
      changed();
      ended(run.record());
    });
    changed();
    return run;
  }

  return {
    get: (id) => runs.get(id),
    begin: (record, bound) => launch(record, (journal) => runFlow({ bound, journal, clock })),
    cleanUp: (record, bound) => launch(record, (journal) => runCleanUp({ bound, journal, clock })),
    async interruptAll() {
      await Promise.all([...runs.values()].map((run) => run.interrupt()));
    },
  };
}
