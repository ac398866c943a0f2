import type { LiveTable } from '../table/live-table.ts';
import { type Refusal, unknownModel, unknownPath, wrongMethod } from './errors.ts';
import { modelEntry, modelList } from './model-list.ts';

/** What the gateway can say of itself. */
export interface Own {
  table(): LiveTable;
  /** Why it should get no traffic now; undefined when it should. */
  notReady(): string | undefined;
  metrics(): string;
}

export interface Answer {
  status: number;
  type: string;
  text: string;
}

const modelPrefix = '/v1/models/';
const plain = 'text/plain; charset=utf-8';

/** True for what model servers answer. */
export function isInference(method: string, url: string): boolean {
  return method === 'POST' && url.startsWith('/v1/');
}

/** What to answer to everything that is not inference. */
export function ownAnswer(method: string, url: string, own: Own): Answer | Refusal {
  const path = pathOf(url);
  const isUnderV1 = path.startsWith('/v1/');
  if (method === 'GET' || method === 'HEAD')
    return (isUnderV1 ? modelsAnswer(path, own.table()) : page(path, own)) ?? unknown(method, path);
  return unknown(method, path);
}

function page(path: string, own: Own): Answer | undefined {
  if (path === '/healthz' || path === '/health') return { status: 200, type: plain, text: 'ok\n' };
  if (path === '/metrics') return { status: 200, type: 'text/plain; version=0.0.4; charset=utf-8', text: own.metrics() };
  if (path === '/readyz' || path === '/ready') return readiness(own.notReady());
  return undefined;
}

function readiness(reason: string | undefined): Answer {
  return { status: reason === undefined ? 200 : 503, type: plain, text: `${reason ?? 'ready'}\n` };
}

function modelsAnswer(path: string, table: LiveTable): Answer | Refusal | undefined {
  if (path === '/v1/models') return json(modelList(table));
  if (!path.startsWith(modelPrefix)) return undefined;
  const id = decode(path.slice(modelPrefix.length));
  const entry = modelEntry(table, id);
  return entry ? json(entry) : unknownModel(id, table.byModel.keys());
}

function json(value: unknown): Answer {
  return { status: 200, type: 'application/json', text: JSON.stringify(value) };
}

function unknown(method: string, path: string): Refusal {
  const isElsewhereInference = path.startsWith('/v1/') && !path.startsWith('/v1/models');
  return isElsewhereInference ? wrongMethod(method, path) : unknownPath(method, path);
}

function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}

// Clients write the slashes of a model id as they are or as %2F; a stray % is part of the name.
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
