import type { Clock } from '../../../clusters/clock.ts';
import type { Log } from '../../../clusters/log.ts';
import type { FlowService } from '../../contract/services.ts';
import type { FlowKind, FlowView } from '../../contract/views/flow.ts';
import type { FlowRecord, FlowStore } from '../../store/flow-record.ts';
import { snapshots } from '../live/snapshots.ts';
import { forPeople } from '../shared/to-slipway-error.ts';
import { createFlowActions } from './flow-actions.ts';
import type { FlowDefinition } from './flow-definition.ts';
import { createFlowRuns } from './flow-runs.ts';
import { flowViewOf } from './flow-view.ts';
import { followFlow, followLog } from './follow-flows.ts';
import { createForeignFlows } from './foreign-flows.ts';
import { noSuchFlow } from './refusals.ts';

export interface FlowsOptions {
  store: { flows: FlowStore };
  clock: Clock;
  newId: () => string;
  definitions: readonly FlowDefinition[];
  /** This process, by a name that no other has had. */
  owner: string;
  /** Whether the process of that name still lives. */
  ownerAlive: (owner: string) => boolean;
  log: Log;
}

export interface Flows extends FlowService {
  /** Rejects with `conflict` when another flow of the same cluster is under way, and with `invalid_input`. */
  start(kind: FlowKind, input: unknown): Promise<{ flow: string }>;
  /** Called when a flow, of this process or of another one while it is watched, has ended or was interrupted. */
  onEnded(listener: (flow: FlowView) => void): () => void;
  /** Flows of this process are stopped where they are, and can be resumed. */
  close(): Promise<void>;
}

/** Long actions: each is a machine that is kept after every step, so that any process can go on with it. */
export function createFlows(options: FlowsOptions): Flows {
  const { clock, log } = options;
  const store = options.store.flows;
  const readers = new Set<() => void>();
  const endListeners = new Set<(flow: FlowView) => void>();

  const changed = (): void => {
    for (const reader of readers) reader();
  };
  const ended = (record: FlowRecord): void => {
    for (const listener of endListeners) listener(view(record));
  };
  const runs = createFlowRuns({ store, clock, log, changed, ended });
  const foreign = createForeignFlows({ ...options, store, changed, ended });
  foreign.look();

  // What this process runs, it knows better than the store, which is written a little later.
  function view(record: FlowRecord): FlowView {
    const run = runs.get(record.id);
    return flowViewOf(run?.record() ?? record, run !== undefined);
  }

  function find(id: string): FlowView | undefined {
    const record = store.find(id);
    return record && view(record);
  }

  function mustFind(id: string): FlowView {
    const found = find(id);
    if (!found) throw noSuchFlow(id);
    return found;
  }

  function subscribe(reader: () => void): () => void {
    readers.add(reader);
    const leave = foreign.watch();
    return () => {
      readers.delete(reader);
      leave();
    };
  }

  const actions = createFlowActions({ ...options, store, runs, look: foreign.look, changed });
  const list = (): FlowView[] => store.list().map(view);
  const follow = { find, subscribe, store, clock };

  return {
    start: (kind, input) => forPeople(actions.start(kind, input)),
    async list() {
      foreign.look();
      return list();
    },
    watchList: (signal) => snapshots({ subscribe, read: list, clock, signal }),
    async *watchOne(id, signal) {
      mustFind(id);
      yield* followFlow(id, signal, follow);
    },
    async *log(id, signal) {
      mustFind(id);
      yield* followLog(id, signal, follow);
    },
    async cancel(id) {
      await forPeople(actions.cancel(id));
      return mustFind(id);
    },
    async resume(id) {
      await forPeople(actions.resume(id));
      return mustFind(id);
    },
    async cleanUp(id) {
      await forPeople(actions.cleanUp(id));
      return mustFind(id);
    },
    dismiss: actions.dismiss,
    onEnded(listener) {
      endListeners.add(listener);
      return () => void endListeners.delete(listener);
    },
    async close() {
      await actions.close();
      endListeners.clear();
      changed();
    },
  };
}
