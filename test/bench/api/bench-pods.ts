import { connectToApi } from '../../helpers/api-connection.ts';
import { eventually } from '../../helpers/eventually.ts';
import { rateOf, timeOf } from './load.ts';
import { namespaceText, podText } from './objects.ts';
import type { Subject } from './subjects.ts';

export const podCount = 10_000;
const namespace = 'bench-pods';
const collection = `/api/v1/namespaces/${namespace}/pods`;

/** Creates the pods; gives how many a second. */
export async function createPods({ access }: Subject): Promise<number> {
  using connection = connectToApi(access, 16);
  await rateOf(connection, [{ method: 'POST', path: '/api/v1/namespaces', body: namespaceText(namespace) }], 1);
  // Pods are refused until their namespace has its account.
  const account = `/api/v1/namespaces/${namespace}/serviceaccounts/default`;
  await eventually(async () => (await connection.send({ path: account })).code === 200);
  const names = Array.from({ length: podCount }, (_, index) => `pod-${index}`);
  // Awaited here, so that the connections last until then.
  return await rateOf(
    connection,
    names.map((name) => ({ method: 'POST', path: collection, body: podText(name) })),
    16,
  );
}

export interface PodTimes {
  /** Of the whole list in one answer. */
  listMs: number;
  listBytes: number;
  /** Of the whole list in pages of 500. */
  pagesMs: number;
  /** Of a watch's first objects: all pods, one by one. */
  watchMs: number;
}

/** One reading of all pods in each way. */
export async function benchPods({ access }: Subject): Promise<PodTimes> {
  using connection = connectToApi(access, 1);
  const list = await timeOf(connection, { path: collection });
  const pages = await timePages(access);
  return { listMs: list.ms, listBytes: list.bytes, pagesMs: pages, watchMs: await timeWatch(access) };
}

async function timePages(access: Subject['access']): Promise<number> {
  using connection = connectToApi(access, 1);
  const began = performance.now();
  let token: string | undefined = '';
  while (token !== undefined) {
    const { text }: { text: string } = await connection.send({ path: `${collection}?limit=500${token && `&continue=${token}`}` });
    token = /"continue":"([^"]+)"/.exec(text.slice(0, 1000))?.[1];
  }
  return performance.now() - began;
}

async function timeWatch(access: Subject['access']): Promise<number> {
  using connection = connectToApi(access, 1);
  const query = 'watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&timeoutSeconds=600';
  const began = performance.now();
  const stream = await connection.open({ path: `${collection}?${query}` });
  let end = '';
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    end = end.slice(-200) + chunk.toString('latin1');
    if (end.includes('k8s.io/initial-events-end')) break;
    end = end.slice(-200);
  }
  return performance.now() - began;
}
