import { expect } from 'vitest';
import { configMaps } from '../../../clusters/kinds.ts';
import type { ContractTopic } from '../contract.ts';
import { configMapOf } from '../objects.ts';

export const deletingContract: ContractTopic = {
  name: 'deleting',
  declare(context) {
    const { it } = context;

    it('keeps a deleted object until its last finalizer is gone', async () => {
      const key = { namespace: context.namespace, name: 'held' };
      await context.cluster.create(configMaps, { metadata: { ...key, finalizers: ['slipway.dev/test'] } });
      await context.cluster.delete(configMaps, key);
      expect((await context.cluster.get(configMaps, key)).metadata.deletionTimestamp).toBeTruthy();
      await context.cluster.patch(configMaps, key, { type: 'merge', body: { metadata: { finalizers: null } } });
      await expect(context.cluster.get(configMaps, key)).rejects.toMatchObject({ code: 404 });
    });

    it('deletes only what the preconditions name', async () => {
      await context.cluster.create(configMaps, configMapOf(context.namespace, 'precise'));
      const attempt = context.cluster.delete(
        configMaps,
        { namespace: context.namespace, name: 'precise' },
        { preconditions: { uid: 'another' } },
      );
      await expect(attempt).rejects.toMatchObject({ code: 409 });
    });
  },
};
