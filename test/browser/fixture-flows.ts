import { SlipwayError } from '../../engine/contract/errors.ts';
import type { FlowService } from '../../engine/contract/services.ts';
import type { FlowKind, FlowView } from '../../engine/contract/views/flow.ts';
import { flowLog, nothing, running } from './fixture-flow-data.ts';

export interface FlowStore extends FlowService {
  /** Begins one of a kind, as if it ran. */
  start(kind: FlowKind, cluster: string | null, title: string): { flow: string };
}

/** Flows that stay where they are until somebody asks for something. */
export function createFlowStore(first: FlowView[]): FlowStore {
  let flows = first;
  const listeners = new Set<() => void>();
  const find = (id: string) => {
    const flow = flows.find((each) => each.id === id);
    if (!flow) throw new SlipwayError('not_found', `No task has the id ${id}.`);
    return flow;
  };
  const change = (next: FlowView[]) => {
    flows = next;
    for (const listener of listeners) listener();
  };
  const replace = async (id: string, part: Partial<FlowView>) => {
    const next = { ...find(id), ...part };
    change(flows.map((flow) => (flow.id === id ? next : flow)));
    return next;
  };
  const store: FlowStore = {
    list: async () => flows,
    async *watchList(signal) {
      while (!signal.aborted) {
        yield flows;
        await changed(listeners, signal);
      }
    },
    async *watchOne(id) {
      yield find(id);
    },
    async *log(id, signal) {
      find(id);
      yield* flowLog;
      await changed(new Set(), signal);
    },
    cancel: (id) =>
      replace(id, { state: 'cancelled', endedAt: Date.now(), message: 'Its nodes were removed.', can: { ...nothing, dismiss: true } }),
    resume: (id) => replace(id, { state: 'running', error: null, endedAt: null, can: { ...nothing, cancel: true } }),
    cleanUp: (id) =>
      replace(id, {
        state: 'cancelled',
        error: null,
        endedAt: Date.now(),
        message: 'What it made was removed.',
        can: { ...nothing, dismiss: true },
      }),
    async dismiss(id) {
      change(flows.filter((flow) => flow.id !== id));
    },
    start(kind, cluster, title) {
      const flow = { ...running, id: `flow-${flows.length}`, kind, cluster, title, startedAt: Date.now() };
      change([flow, ...flows]);
      return { flow: flow.id };
    },
  };
  return store;
}

function changed(listeners: Set<() => void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      listeners.delete(done);
      resolve();
    };
    listeners.add(done);
    signal.addEventListener('abort', done, { once: true });
  });
}
