import { expect } from 'vitest';
import { configMaps, deployments } from '../../../clusters/kinds.ts';
import type { ContractTopic } from '../contract.ts';
import { configMapOf, deploymentOf } from '../objects.ts';

export const applyingContract: ContractTopic = {
  name: 'applying',
  declare(context) {
    const { it } = context;

    it('applies: creates, changes, and removes what is applied no longer', async () => {
      const key = { namespace: context.namespace, name: 'applied' };
      await context.cluster.apply(configMaps, configMapOf(context.namespace, 'applied', { mine: '1', shared: '1' }), {
        fieldManager: 'one',
      });
      await context.cluster.patch(configMaps, key, { type: 'merge', body: { data: { other: '1' } } }, { fieldManager: 'two' });
      const { data, metadata } = await context.cluster.apply(configMaps, configMapOf(context.namespace, 'applied', { mine: '2' }), {
        fieldManager: 'one',
      });
      expect(data).toEqual({ mine: '2', other: '1' });
      expect(metadata.managedFields?.map(({ manager, operation }) => [manager, operation])).toEqual(
        expect.arrayContaining([
          ['one', 'Apply'],
          ['two', 'Update'],
        ]),
      );
    });

    it('names the manager whose field an apply would take, and takes it by force', async () => {
      await context.cluster.apply(configMaps, configMapOf(context.namespace, 'disputed', { a: '1' }), { fieldManager: 'one' });
      const theirs = configMapOf(context.namespace, 'disputed', { a: '2' });
      await expect(context.cluster.apply(configMaps, theirs, { fieldManager: 'two' })).rejects.toMatchObject({
        code: 409,
        reason: 'Conflict',
        details: { causes: [{ reason: 'FieldManagerConflict', message: 'conflict with "one"', field: '.data.a' }] },
      });
      const forced = await context.cluster.apply(configMaps, theirs, { fieldManager: 'two', force: true });
      expect(forced.data).toEqual({ a: '2' });
    });

    it('shares a list between managers by the keys of its items', async () => {
      const withContainer = (manager: string) => ({
        ...deploymentOf('shared-list', context.namespace, {}, manager),
        metadata: { name: 'shared-list', namespace: context.namespace },
      });
      await context.cluster.apply(deployments, withContainer('first'), { fieldManager: 'first' });
      const both = await context.cluster.apply(deployments, withContainer('second'), { fieldManager: 'second' });
      expect(both.spec?.template.spec?.containers.map((container) => container.name)).toEqual(['first', 'second']);
    });
  },
};
