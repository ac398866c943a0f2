import type { RawAnswer, RawRequest } from '../helpers/raw-requests.ts';
import { isJson, type Json, merged } from './documents.ts';
import type { DifferentialKind } from './kinds/kind.ts';
import { differentialKinds } from './kinds/kinds.ts';
import { placeholders, type Sequence, type Step } from './step.ts';

export interface Answer {
  code: number;
  warnings: string[];
  body: unknown;
}

export type Send = (request: RawRequest) => Promise<RawAnswer>;

/** One of the two servers, in the middle of one sequence. */
export interface Subject {
  send(step: Step): Promise<Answer>;
  /** The object as it is, or the refusal. */
  read(): Promise<Answer>;
}

const NAME = 'thing';
const contentTypes: Partial<Record<Step['action'], string>> = {
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  json: 'application/json-patch+json',
  apply: 'application/apply-patch+yaml',
};
const methods: Record<Step['action'], string> = {
  create: 'POST',
  replace: 'PUT',
  edit: 'PUT',
  merge: 'PATCH',
  strategic: 'PATCH',
  json: 'PATCH',
  apply: 'PATCH',
  delete: 'DELETE',
  get: 'GET',
  list: 'GET',
};

/** Makes the sequence's namespace on a server and sends steps there, with versions and uids filled in from its own answers. */
export async function openSubject(raw: Send, sequence: Sequence, namespace: string): Promise<Subject> {
  const kind = kindOf(sequence);
  const collection = `${rootOf(kind)}/namespaces/${namespace}/${kind.plural}`;
  const versions: string[] = [];
  let uid = '';
  await raw({ method: 'POST', path: '/api/v1/namespaces', body: { metadata: { name: namespace } } });

  const call = async (request: RawRequest): Promise<Answer> => {
    const headers = { 'user-agent': 'differential/1.0', ...request.headers };
    const answer = await raw({ ...request, headers });
    const body = parsed(answer.text);
    const metadata = isJson(body) && isJson(body['metadata']) ? body['metadata'] : {};
    if (typeof metadata['resourceVersion'] === 'string' && metadata['name'] === NAME) versions.push(metadata['resourceVersion']);
    if (typeof metadata['uid'] === 'string') uid = metadata['uid'];
    return { code: answer.code, warnings: [answer.headers['warning'] ?? []].flat().map(String), body };
  };
  const path = ({ action, subresource }: Step) => {
    if (action === 'create' || action === 'list') return collection;
    return subresource ? `${collection}/${NAME}/${subresource}` : `${collection}/${NAME}`;
  };
  const present = async (step: Step) => {
    const { code, body } = await call({ path: path(step) });
    return code === 200 ? body : { apiVersion: kind.apiVersion, kind: kind.name, metadata: { name: NAME } };
  };
  const bodyOf = async (step: Step) => {
    const body = step.action === 'edit' ? merged(await present(step), step.body) : step.body;
    return filled(body, { version: versions.at(-1) ?? '1', staleVersion: versions[0] ?? '1', uid });
  };
  return {
    async send(step) {
      const body = await bodyOf(step);
      const type = contentTypes[step.action];
      const query = new URLSearchParams(step.query).toString();
      return call({
        method: methods[step.action],
        path: query ? `${path(step)}?${query}` : path(step),
        ...(type && { headers: { 'content-type': type } }),
        // A text is sent as JSON text, too.
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    },
    read: () => call({ path: `${collection}/${NAME}` }),
  };
}

export function kindOf({ kind }: Sequence): DifferentialKind {
  const found = differentialKinds.find(({ name }) => name === kind);
  if (!found) throw new Error(`there is no kind ${kind} in the differential test`);
  return found;
}

function rootOf({ apiVersion }: DifferentialKind): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function filled(value: unknown, known: { version: string; staleVersion: string; uid: string }): unknown {
  if (value === placeholders.version) return known.version;
  if (value === placeholders.staleVersion) return known.staleVersion;
  if (value === placeholders.uid) return known.uid;
  if (Array.isArray(value)) return value.map((item) => filled(item, known));
  if (!isJson(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([field, inner]): [string, unknown] => [field, filled(inner, known)])) as Json;
}
