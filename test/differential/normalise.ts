import { isJson, type Json } from './documents.ts';
import type { Answer } from './subject.ts';

const UID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g;

/** An answer without what two servers cannot agree on: uids, versions, the times of writes, allocated addresses and ports. */
export function normalised({ code, warnings, body }: Answer): Answer {
  return { code, warnings, body: isJson(body) ? withoutChance(body) : body };
}

function withoutChance(body: Json): Json {
  if (body['kind'] === 'Status') return statusWithoutChance(body);
  if (Array.isArray(body['items'])) return { ...body, metadata: {}, items: body['items'].map((item) => objectWithoutChance(item as Json)) };
  return objectWithoutChance(body);
}

function statusWithoutChance(status: Json): Json {
  const text = (value: string) =>
    value
      .replace(/ is missing in '.*$/s, ' is missing')
      .replaceAll(/\b10\.\d+\.\d+\.\d+\/\d+/g, 'RANGE')
      .replace('Key: /registry/', 'Key: /')
      .replace(/ in record \(\d+\)/, ' in record (VERSION)')
      .replaceAll(UID, 'UID')
      .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, 'TIME');
  const inside = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map(inside);
    return isJson(value) ? Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, inside(inner)])) : value;
  };
  const { message, details, ...rest } = inside(status) as Json & { message?: string };
  const causes = isJson(details) && Array.isArray(details['causes']) ? (details['causes'] as Json[]) : undefined;
  if (!causes) return { ...rest, ...(isJson(details) && Object.keys(details).length > 0 && { details }), message };
  // The message is the causes once more, in an order that on the real server depends on chance.
  return { ...rest, details: { ...(details as Json), causes: distinct(causes.map(withoutValue)) } };
}

/** What is invalid is shown as the server's language prints it; that it is, and why, is what counts. */
function withoutValue(cause: Json): Json {
  const message = String(cause['message']).replace(
    /^(Invalid|Unsupported|Duplicate) value: ("(\\.|[^"\\])*"|\{.*?\}|\[.*?\]|[^:]*)/s,
    '$1 value',
  );
  return { ...cause, message };
}

/** In a fixed order and once each: the real server checks some things several times, and says so each time. */
function distinct(causes: Json[]): Json[] {
  const texts = new Set(causes.map((cause) => JSON.stringify(cause)));
  return [...texts].sort().map((text) => JSON.parse(text) as Json);
}

function objectWithoutChance(object: Json): Json {
  const copy = structuredClone(object);
  const metadata = isJson(copy['metadata']) ? copy['metadata'] : {};
  for (const field of ['uid', 'resourceVersion', 'creationTimestamp', 'deletionTimestamp']) {
    if (metadata[field] !== undefined) metadata[field] = TIME.test(String(metadata[field])) ? 'TIME' : `some ${field}`;
    TIME.lastIndex = 0;
  }
  if (Array.isArray(metadata['managedFields'])) metadata['managedFields'] = owners(metadata['managedFields'] as Json[]);
  hideAllocated(copy);
  return copy;
}

function owners(entries: Json[]): Json[] {
  const name = ({ manager, operation, subresource = '', apiVersion }: Json) => `${manager} ${operation} ${subresource} ${apiVersion}`;
  return entries.map(({ time: _, ...entry }): Json => entry).sort((left, right) => (name(left) < name(right) ? -1 : 1));
}

/** Addresses and node ports of services. What the request asked for itself differs from the range that servers allocate from. */
function hideAllocated(object: Json): void {
  // Items of a list do not say their kind.
  if ((object['kind'] ?? 'Service') !== 'Service' || !isJson(object['spec'])) return;
  const { spec } = object;
  const address = (value: unknown) => (typeof value === 'string' && /^10\.\d+\.\d+\.\d+$/.test(value) ? 'IP' : value);
  if (spec['clusterIP'] !== undefined) spec['clusterIP'] = address(spec['clusterIP']);
  if (Array.isArray(spec['clusterIPs'])) spec['clusterIPs'] = spec['clusterIPs'].map(address);
  for (const port of Array.isArray(spec['ports']) ? (spec['ports'] as Json[]) : []) {
    if (typeof port?.['nodePort'] === 'number' && port['nodePort'] !== 30500) port['nodePort'] = 'PORT';
  }
  if (typeof spec['healthCheckNodePort'] === 'number') spec['healthCheckNodePort'] = 'PORT';
}
