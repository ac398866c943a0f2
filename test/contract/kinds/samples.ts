import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { builtInKinds } from '../../../clusters/sandbox/api/builtin/kinds.ts';
import type { RawAnswer, RawRequest } from '../../helpers/raw-requests.ts';

export interface Sample {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
}

/** What a server makes of a sample, without what differs from request to request. */
export interface SampleAnswer {
  sample: string;
  object: unknown;
  columns: string[];
  cells: unknown;
}

const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io';
export const answersFile = new URL('answers.json', import.meta.url);

export const samples = parse(readFileSync(new URL('samples.yaml', import.meta.url), 'utf8')) as Sample[];

/** `apps/v1 Deployment sample`. */
export function titleOf({ apiVersion, kind, metadata }: Sample): string {
  return `${apiVersion} ${kind} ${metadata.name}`;
}

/** Sends a sample twice without keeping it: once for the object, once for its row in a table. */
export async function answerTo(raw: (request: RawRequest) => Promise<RawAnswer>, sample: Sample, namespace: string): Promise<SampleAnswer> {
  const body = JSON.stringify(sample).replaceAll('NAMESPACE', namespace);
  const path = `${collectionPath(sample, namespace)}?dryRun=All`;
  const object = await raw({ method: 'POST', path, body });
  const table = await raw({ method: 'POST', path, body, headers: { accept: TABLE } });
  const { columnDefinitions: columns = [], rows = [] } = table.json<Table>();
  return {
    sample: titleOf(sample),
    object: normalise(object.json(), namespace),
    columns: columns.map(({ name, type, format, priority }) => [name, type, format, priority].join(' ').trim()),
    // One kind of the real server has a cell more than it has columns, which nobody sees.
    cells: normalise(rows[0]?.cells.slice(0, columns.length), namespace),
  };
}

interface Table {
  columnDefinitions?: { name: string; type: string; format: string; priority: number }[];
  rows?: { cells: unknown[] }[];
}

function collectionPath({ apiVersion, kind }: Sample, namespace: string): string {
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  const found = builtInKinds.find((known) => known.group === group && known.version === version && known.kind === kind);
  if (!found) throw new Error(`no kind ${kind} in ${apiVersion}`);
  const root = group ? `/apis/${group}/${version}` : `/api/${version}`;
  return found.namespaced ? `${root}/namespaces/${namespace}/${found.plural}` : `${root}/${found.plural}`;
}

// Who asked is another on each server. Taints of new nodes and finalizers of volumes are added for controllers that take them away.
const VOLATILE = ['uid', 'resourceVersion', 'creationTimestamp', 'managedFields', 'username', 'groups', 'extra', 'taints', 'finalizers'];
const ALLOCATED = ['clusterIP', 'clusterIPs', 'nodePort', 'batch.kubernetes.io/controller-uid', 'controller-uid'];

/** Drops what the server makes up, and writes ages, times and the test's namespace the same way everywhere. */
function normalise(value: unknown, namespace: string): unknown {
  if (Array.isArray(value)) return value.map((item) => normalise(item, namespace));
  if (typeof value === 'string') return normalText(value, namespace);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([field]) => !VOLATILE.includes(field));
  const sorted = entries.sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(sorted.map(([field, inner]) => [field, ALLOCATED.includes(field) ? 'ALLOCATED' : normalise(inner, namespace)]));
}

function normalText(text: string, namespace: string): string {
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return text.startsWith('2026-01-01T00:00:00') ? text : 'TIME';
  if (/^(\d+[smhdy])+$/.test(text)) return 'AGE';
  return text
    .replaceAll(namespace, 'NAMESPACE')
    .replace(/^\w+-admin$/, 'USER')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UID')
    .replace(/^10\.96\.\d+\.\d+$/, 'ADDRESS');
}
