import type { Clock } from '../../../clusters/clock.ts';
import type { FlowKind } from '../../contract/views/flow.ts';
import type { FlowRecord, FlowStore } from '../../store/flow-record.ts';
import type { BoundFlow, FlowDefinition } from './flow-definition.ts';
import type { FlowRuns } from './flow-runs.ts';
import { stepsToResume, waitingSteps } from './flow-steps.ts';
import { hasEnded } from './flow-view.ts';
import { cannotGoOn, clusterIsBusy, isStopping, noSuchFlow, notNow, runsElsewhere, takenUp, unknownKind } from './refusals.ts';

export interface FlowActionOptions {
  store: FlowStore;
  runs: FlowRuns;
  definitions: readonly FlowDefinition[];
  clock: Clock;
  newId: () => string;
  owner: string;
  /** Marks the flows of processes that are gone. */
  look: () => void;
  changed: () => void;
}

/** What is done with flows. Each rejects with a sentence when the flow does not stand so that it can be done. */
export interface FlowActions {
  start(kind: FlowKind, input: unknown): Promise<{ flow: string }>;
  /** Resolves when it has ended. */
  cancel(id: string): Promise<void>;
  resume(id: string): Promise<void>;
  /** Resolves when it has ended. */
  cleanUp(id: string): Promise<void>;
  dismiss(id: string): Promise<void>;
  close(): Promise<void>;
}

export function createFlowActions({ store, runs, definitions, clock, newId, owner, look, changed }: FlowActionOptions): FlowActions {
  let isClosed = false;

  function definitionOf(kind: FlowKind): FlowDefinition {
    const definition = definitions.find((each) => each.kind === kind);
    if (!definition) throw unknownKind(kind);
    return definition;
  }

  function mustFind(id: string): FlowRecord {
    look();
    const record = store.find(id);
    if (!record) throw noSuchFlow(id);
    return record;
  }

  /** Makes an interrupted or failed one this process' own. */
  function take(id: string, what: 'resumed' | 'cleaned up'): { record: FlowRecord; bound: BoundFlow } {
    const record = mustFind(id);
    if (record.state !== 'interrupted' && record.state !== 'failed') throw notNow(what, record);
    if (isClosed) throw isStopping(record.progress.title);
    const bound = definitionOf(record.kind).bind(record.input);
    const state = what === 'resumed' ? 'running' : 'cancelling';
    const other = store.claim(id, { owner, state });
    if (other === 'gone') throw takenUp(what, record);
    if (other) throw clusterIsBusy(record.progress.title, other);
    const { steps, error } = record.progress;
    // Why it failed says what is to be removed.
    const kept = what === 'resumed' ? null : error;
    const progress = { ...record.progress, steps: stepsToResume(steps), message: null, error: kept, endedAt: null };
    return { bound, record: { ...record, owner, state, progress } };
  }

  /** One whose stored state this version cannot take up stays interrupted, and can be cleaned up. */
  function begin(record: FlowRecord, bound: BoundFlow): void {
    try {
      runs.begin(record, bound);
    } catch (error) {
      store.interrupt(record.id, owner);
      throw cannotGoOn(record, error);
    }
  }

  async function cleanUp(id: string): Promise<void> {
    const { record, bound } = take(id, 'cleaned up');
    await runs.cleanUp(record, bound).ended;
  }

  return {
    async start(kind, input) {
      const bound = definitionOf(kind).bind(input);
      if (isClosed) throw isStopping(bound.title);
      // Else a process that is gone would keep its cluster.
      look();
      const record = newRecord(bound, { id: newId(), owner, now: clock.now() });
      const other = store.add(record);
      if (other) throw clusterIsBusy(bound.title, other);
      begin(record, bound);
      return { flow: record.id };
    },
    async cancel(id) {
      const record = mustFind(id);
      if (record.state === 'interrupted') return cleanUp(id);
      const run = runs.get(id);
      if (!run) throw hasEnded(record.state) ? notNow('cancelled', record) : runsElsewhere(record);
      if (!run.cancel()) throw notNow('cancelled', run.record());
      await run.ended;
    },
    async resume(id) {
      const { record, bound } = take(id, 'resumed');
      begin(record, bound);
    },
    cleanUp,
    async dismiss(id) {
      const record = mustFind(id);
      if (!hasEnded(record.state)) throw notNow('dismissed', record);
      store.remove(id);
      changed();
    },
    async close() {
      isClosed = true;
      await runs.interruptAll();
    },
  };
}

function newRecord(bound: BoundFlow, { id, owner, now }: { id: string; owner: string; now: number }): FlowRecord {
  const { kind, cluster, input, title } = bound;
  const steps = waitingSteps(bound.steps);
  const progress = { title, steps, fraction: null, message: null, error: null, startedAt: now, endedAt: null };
  return { id, kind, cluster, state: 'running', owner, input, snapshot: null, progress };
}
