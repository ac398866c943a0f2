import type { EndpointView } from '../../../engine/contract/views/endpoint.ts';

/** The word beside an endpoint's state: the resource's own phase, unless it is going. */
export function phaseWord({ deleting, phase }: Pick<EndpointView, 'deleting' | 'phase'>): string {
  return deleting ? 'Deleting' : phase;
}
