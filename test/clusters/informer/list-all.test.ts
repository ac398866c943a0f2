import { expect, it } from 'vitest';
import { ApiError } from '../../../clusters/api-error.ts';
import type { Cluster } from '../../../clusters/cluster.ts';
import { listAll } from '../../../clusters/informer/list-all.ts';
import { configMaps } from '../../../clusters/kinds.ts';

const named = (name: string) => ({ metadata: { name, namespace: 'default', uid: name, resourceVersion: '1' } });

/** A cluster that answers lists as it is told, by continue token; `all` is the answer to a list without pages. */
function listing(answers: Record<string, object | Error>) {
  return {
    async list(_kind: object, { limit, continueToken = '' }: { limit?: number; continueToken?: string }) {
      const answer = answers[limit === undefined ? 'all' : continueToken];
      if (answer instanceof Error) throw answer;
      return answer;
    },
  } as unknown as Cluster;
}

it('a list in pages has the version of its first page', async () => {
  const cluster = listing({
    '': { items: [named('a')], resourceVersion: '5', continueToken: 'second' },
    second: { items: [named('b')], resourceVersion: '9' },
  });
  const { objects, resourceVersion } = await listAll(cluster, configMaps, {});
  expect([objects.map(({ metadata }) => metadata.name), resourceVersion]).toEqual([['a', 'b'], '5']);
});

it('a list whose pages expire is asked for at once', async () => {
  const cluster = listing({
    '': { items: [named('a')], resourceVersion: '5', continueToken: 'second' },
    second: new ApiError(410, 'Expired', 'The provided continue parameter is too old'),
    all: { items: [named('a'), named('b')], resourceVersion: '7' },
  });
  const { objects, resourceVersion } = await listAll(cluster, configMaps, {});
  expect([objects.length, resourceVersion]).toEqual([2, '7']);
});

it('a list whose next page is refused for another reason is refused', async () => {
  const cluster = listing({
    '': { items: [named('a')], resourceVersion: '5', continueToken: 'second' },
    second: new ApiError(403, 'Forbidden', 'no'),
  });
  await expect(listAll(cluster, configMaps, {})).rejects.toMatchObject({ code: 403 });
});
