import type { ApiConnection, ApiRequest } from '../helpers/api-connection.ts';

/** What an object may be: the number that all its parts carry, or `gone`. */
export type State = number | 'gone';

/** An object as its writer knows it. */
export interface Known {
  /** What the server has acknowledged. */
  acknowledged: State;
  /** What was asked for when the server was killed; undefined when nothing was. */
  attempted?: State;
}

/** Writes one object after the other and keeps account of what was acknowledged. Its objects are its own. */
export interface Writer {
  known: ReadonlyMap<string, Known>;
  /** The latest version that the server has given. */
  version(): number;
  /** One write; false when the server was gone before it answered. */
  write(connection: ApiConnection): Promise<boolean>;
  /** Takes over what is really there: the next writes build on it. */
  settle(name: string, state: State): void;
}

const collection = '/api/v1/namespaces/default/configmaps';
const objectsOfWriter = 6;

/** `random` decides which object is written next, and how. */
export function createWriter(writer: number, random: () => number): Writer {
  const known = new Map<string, Known>();
  let written = 0;
  let version = 0;
  return {
    known,
    version: () => version,
    async write(connection) {
      const name = `writer-${writer}-${Math.floor(random() * objectsOfWriter)}`;
      const acknowledged = known.get(name)?.acknowledged ?? 'gone';
      written += 1;
      const { request, attempted } = nextWrite(name, { acknowledged, number: written, choice: random() });
      known.set(name, { acknowledged, attempted });
      const answer = await connection.send(request).catch(() => undefined);
      if (!answer) return false;
      if (answer.code >= 300) throw new Error(`${request.method} of ${name}: ${answer.code} ${answer.text}`);
      version = Math.max(version, Number(/"resourceVersion":"(\d+)"/.exec(answer.text)?.[1] ?? 0));
      known.set(name, { acknowledged: attempted });
      return true;
    },
    settle: (name, state) => void known.set(name, { acknowledged: state }),
  };
}

interface NextWrite {
  request: ApiRequest;
  attempted: State;
}

function nextWrite(name: string, { acknowledged, number, choice }: { acknowledged: State; number: number; choice: number }): NextWrite {
  const path = `${collection}/${name}`;
  const metadata = { name, labels: { part: String(number) } };
  const object = JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: partsOf(number) });
  if (acknowledged !== 'gone' && choice < 0.2) return { request: { method: 'DELETE', path }, attempted: 'gone' };
  if (choice < 0.5) {
    const applied = { contentType: 'application/apply-patch+yaml', body: object };
    return { request: { method: 'PATCH', path: `${path}?fieldManager=writer&force=true`, ...applied }, attempted: number };
  }
  if (acknowledged === 'gone') return { request: { method: 'POST', path: collection, body: object }, attempted: number };
  const patch = {
    contentType: 'application/merge-patch+json',
    body: JSON.stringify({ metadata: { labels: metadata.labels }, data: partsOf(number) }),
  };
  return { request: { method: 'PATCH', path, ...patch }, attempted: number };
}

/** The number at the beginning and at the end of some kilobytes: half a write would tell two numbers. */
function partsOf(number: number): Record<string, string> {
  return { first: String(number), padding: String(number).padEnd(6000, '.'), last: String(number) };
}

interface ConfigMapList {
  metadata: { resourceVersion: string };
  items: { metadata: { name: string; labels?: Record<string, string> }; data: Record<string, string> }[];
}

/** What is there, by name; throws for an object whose parts do not belong together. */
export async function readStates(connection: ApiConnection): Promise<{ version: number; states: Map<string, State> }> {
  const { text } = await connection.send({ path: collection });
  const { items, metadata } = JSON.parse(text) as ConfigMapList;
  const states = new Map<string, State>();
  for (const { metadata: of, data } of items) {
    if (!of.name.startsWith('writer-')) continue;
    const number = Number(data['first']);
    const whole = JSON.stringify({ ...partsOf(number), label: String(number) });
    const found = JSON.stringify({ first: data['first'], padding: data['padding'], last: data['last'], label: of.labels?.['part'] });
    if (found !== whole) throw new Error(`half a write: ${of.name} has ${found}`);
    states.set(of.name, number);
  }
  return { version: Number(metadata.resourceVersion), states };
}
