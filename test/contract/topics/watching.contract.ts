import { expect } from 'vitest';
import { configMaps } from '../../../clusters/kinds.ts';
import type { ContractTopic } from '../contract.ts';
import { configMapOf } from '../objects.ts';
import { take } from '../take.ts';

export const watchingContract: ContractTopic = {
  name: 'watching',
  declare(context) {
    const { it } = context;

    it('tells every change after a version, once and in order', async () => {
      const { resourceVersion } = await context.cluster.list(configMaps, { namespace: context.namespace });
      await context.cluster.create(configMaps, configMapOf(context.namespace, 'watched', { a: '1' }));
      await context.cluster.patch(
        configMaps,
        { namespace: context.namespace, name: 'watched' },
        { type: 'merge', body: { data: { a: '2' } } },
      );
      await context.cluster.delete(configMaps, { namespace: context.namespace, name: 'watched' });
      const events = await take(context.cluster, configMaps, { namespace: context.namespace, resourceVersion }, 3);
      expect(events.map((event) => [event.type, 'object' in event && event.object.data?.['a']])).toEqual([
        ['ADDED', '1'],
        ['MODIFIED', '2'],
        ['DELETED', '2'],
      ]);
    });

    it('tells a watcher with a selector when an object begins and ceases to match', async () => {
      const { resourceVersion } = await context.cluster.list(configMaps, { namespace: context.namespace });
      await context.cluster.create(configMaps, configMapOf(context.namespace, 'moving'));
      for (const colour of ['red', 'blue']) {
        await context.cluster.patch(
          configMaps,
          { namespace: context.namespace, name: 'moving' },
          { type: 'merge', body: { metadata: { labels: { colour } } } },
        );
      }
      const events = await take(
        context.cluster,
        configMaps,
        { namespace: context.namespace, resourceVersion, labelSelector: 'colour=red' },
        2,
      );
      expect(events.map(({ type }) => type)).toEqual(['ADDED', 'DELETED']);
    });
  },
};
