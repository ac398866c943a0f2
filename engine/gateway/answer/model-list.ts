import type { LiveTable } from '../table/live-table.ts';

/** A model as OpenAI's API describes one. */
export interface ModelEntry {
  id: string;
  object: 'model';
  /** Seconds since the epoch. */
  created: number;
  owned_by: 'slipway';
}

/** The body of `GET /v1/models`: every name a client may ask for, ready or not. */
export function modelList(table: LiveTable): { object: 'list'; data: ModelEntry[] } {
  return { object: 'list', data: [...table.byModel].map(([id, { created }]) => entry(id, created)) };
}

/** The body of `GET /v1/models/{id}`; undefined when nobody serves it. */
export function modelEntry(table: LiveTable, id: string): ModelEntry | undefined {
  const route = table.byModel.get(id);
  return route && entry(id, route.created);
}

function entry(id: string, created: number): ModelEntry {
  return { id, object: 'model', created, owned_by: 'slipway' };
}
