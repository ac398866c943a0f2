import { connectToApi } from '../../helpers/api-connection.ts';
import { rateOf } from './load.ts';
import { configMapText, namespaceText } from './objects.ts';
import type { Subject } from './subjects.ts';

/** Answers a second of one round. */
export interface RequestRates {
  create: number;
  get: number;
  list: number;
  patch: number;
  apply: number;
  delete: number;
}

const objects = 1000;
const concurrency = 16;

/** One round of every kind of request, over kept connections, in a namespace of its own. */
export async function benchRequests({ access }: Subject, round: number): Promise<RequestRates> {
  using connection = connectToApi(access, concurrency);
  const namespace = `bench-${round}`;
  await rateOf(connection, [{ method: 'POST', path: '/api/v1/namespaces', body: namespaceText(namespace) }], 1);
  const collection = `/api/v1/namespaces/${namespace}/configmaps`;
  const names = Array.from({ length: objects }, (_, index) => `settings-${index}`);
  const rate = (requestOf: (name: string, index: number) => Parameters<typeof rateOf>[1][number]) =>
    rateOf(connection, names.map(requestOf), concurrency);

  return {
    create: await rate((name) => ({ method: 'POST', path: collection, body: configMapText(name) })),
    get: await rate((name) => ({ path: `${collection}/${name}` })),
    list: await rateOf(
      connection,
      Array.from({ length: 200 }, () => ({ path: `${collection}?limit=100` })),
      concurrency,
    ),
    patch: await rate((name, index) => ({
      method: 'PATCH',
      path: `${collection}/${name}`,
      contentType: 'application/merge-patch+json',
      body: JSON.stringify({ data: { value: String(index + 1) } }),
    })),
    apply: await rate((name, index) => ({
      method: 'PATCH',
      path: `${collection}/${name}?fieldManager=bench&force=true`,
      contentType: 'application/apply-patch+yaml',
      body: configMapText(name, String(-index - 1)),
    })),
    delete: await rate((name) => ({ method: 'DELETE', path: `${collection}/${name}` })),
  };
}
