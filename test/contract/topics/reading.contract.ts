import { expect } from 'vitest';
import { configMaps } from '../../../clusters/kinds.ts';
import type { ContractTopic } from '../contract.ts';
import { configMapOf } from '../objects.ts';

export const readingContract: ContractTopic = {
  name: 'reading',
  declare(context) {
    const { it } = context;

    it('gives a created object an identity, a version and a time', async () => {
      const created = await context.cluster.create(configMaps, configMapOf(context.namespace, 'identity', { a: '1' }));
      expect(created.metadata).toMatchObject({ name: 'identity', uid: expect.any(String), resourceVersion: expect.any(String) });
      expect(await context.cluster.get(configMaps, { namespace: context.namespace, name: 'identity' })).toEqual(created);
    });

    it('names an object that has only a generateName', async () => {
      const created = await context.cluster.create(configMaps, { metadata: { generateName: 'some-', namespace: context.namespace } });
      expect(created.metadata.name).toMatch(/^some-[a-z0-9]{5}$/);
    });

    it('lists by label and by field, in pages', async () => {
      for (const [index, tier] of ['a', 'a', 'b'].entries())
        await context.cluster.create(configMaps, configMapOf(context.namespace, `page-${index}`, {}, { tier }));
      const named = async (options: object) =>
        (await context.cluster.list(configMaps, { namespace: context.namespace, ...options })).items.map(({ metadata }) => metadata.name);
      expect(await named({ labelSelector: 'tier=a' })).toEqual(['page-0', 'page-1']);
      expect(await named({ labelSelector: 'tier in (b),tier' })).toEqual(['page-2']);
      expect(await named({ fieldSelector: 'metadata.name=page-1' })).toEqual(['page-1']);
      const first = await context.cluster.list(configMaps, { namespace: context.namespace, labelSelector: 'tier', limit: 2 });
      expect(first.items).toHaveLength(2);
      const rest = await context.cluster.list(configMaps, {
        namespace: context.namespace,
        labelSelector: 'tier',
        limit: 2,
        continueToken: first.continueToken,
      });
      expect(rest.items.map(({ metadata }) => metadata.name)).toEqual(['page-2']);
      expect(rest.continueToken).toBeFalsy();
    });
  },
};
