import { expect, test } from 'vitest';
import { ClusterUnreachable } from '../../../../clusters/api-error.ts';
import { ProviderError } from '../../../../clusters/provider.ts';
import { withSentences } from '../../../../engine/services/shared/with-sentences.ts';

const readOnly = new ProviderError('ReadOnly', 'The cluster "prod" is attached read-only: Pod a is not deleted.', {
  fix: 'Attach it again.',
});

const service = withSentences({
  name: 'prod',
  list: async (count: number) => Array(count).fill('a'),
  remove: () => Promise.reject(readOnly),
  size: () => 3,
  async *watch(failing: boolean) {
    yield 1;
    if (failing) throw new ClusterUnreachable('https://prod', 'The API server at https://prod did not answer: nothing listens there.');
    yield 2;
  },
});

test('a service answers as before', async () => {
  expect([service.name, service.size(), await service.list(2)]).toEqual(['prod', 3, ['a', 'a']]);
  expect(await Array.fromAsync(service.watch(false))).toEqual([1, 2]);
});

test('what a read-only cluster refuses is told as that, and not as a failure of Slipway', async () => {
  await expect(service.remove()).rejects.toMatchObject({ code: 'forbidden', message: readOnly.message, fix: 'Attach it again.' });
});

test('a stream gives what it had, and then why the cluster is lost', async () => {
  const seen: number[] = [];
  const read = async (): Promise<void> => {
    for await (const value of service.watch(true)) seen.push(value);
  };
  await expect(read()).rejects.toMatchObject({ code: 'cluster_unreachable', message: expect.stringContaining('nothing listens there') });
  expect(seen).toEqual([1]);
});
