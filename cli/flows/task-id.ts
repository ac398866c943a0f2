import type { FlowView } from '../../engine/contract/views/flow.ts';

/** As people read and type it: the beginning of an id is enough. */
export function shortId({ id }: Pick<FlowView, 'id'>): string {
  return id.slice(0, 8);
}

/** An id may be given by its beginning, as long as that is of one task alone; what fits none is passed on for the engine to refuse. */
export function fullId(flows: readonly Pick<FlowView, 'id'>[], given: string): string {
  const found = flows.filter(({ id }) => id.startsWith(given));
  return found.length === 1 && found[0] ? found[0].id : given;
}
