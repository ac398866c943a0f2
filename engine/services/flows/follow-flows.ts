import type { Clock } from '../../../clusters/clock.ts';
import type { FlowLogLine, FlowView } from '../../contract/views/flow.ts';
import type { FlowStore } from '../../store/flow-record.ts';
import { snapshots } from '../live/snapshots.ts';
import { hasEnded, isUnderWay } from './flow-view.ts';

const linesAtOnce = 500;

export interface FollowOptions {
  /** Undefined: there is none, or no more. */
  find: (id: string) => FlowView | undefined;
  subscribe: (changed: () => void) => () => void;
  store: FlowStore;
  clock: Clock;
}

/** The flow as it goes on, until its end. */
export async function* followFlow(
  id: string,
  signal: AbortSignal,
  { find, subscribe, clock }: FollowOptions,
): AsyncGenerator<FlowView, void, undefined> {
  for await (const view of snapshots({ subscribe, read: () => find(id), clock, signal })) {
    if (!view) return;
    yield view;
    if (hasEnded(view.state)) return;
  }
}

/** What it has said from its beginning on, until nobody runs it any more. */
export async function* followLog(
  id: string,
  signal: AbortSignal,
  { find, subscribe, store, clock }: FollowOptions,
): AsyncGenerator<FlowLogLine, void, undefined> {
  let last = 0;
  // The state is read before the lines: what is said just before the end is not missed.
  const read = () => ({ state: find(id)?.state, page: store.log(id, last, linesAtOnce) });
  for await (const { state, page: first } of snapshots({ subscribe, read, clock, signal })) {
    for (let page = first; page.length > 0; page = page.length === linesAtOnce ? read().page : []) {
      for (const { sequence, line } of page) {
        last = sequence;
        yield line;
      }
    }
    if (state === undefined || !isUnderWay(state)) return;
  }
}
