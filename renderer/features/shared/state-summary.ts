import type { EndpointView } from '../../../engine/contract/views/endpoint.ts';
import type { StateWord } from '../../../engine/contract/views/state.ts';

const order: StateWord[] = ['failed', 'degraded', 'progressing', 'ready', 'idle', 'unknown'];

/** How many endpoints are in each state, the ones that need a look first; states without any are left out. */
export function countStates(endpoints: readonly EndpointView[]): { state: StateWord; count: number }[] {
  return order
    .map((state) => ({ state, count: endpoints.filter((endpoint) => endpoint.state === state).length }))
    .filter(({ count }) => count > 0);
}
