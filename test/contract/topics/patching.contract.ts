import { expect } from 'vitest';
import { configMaps, deployments } from '../../../clusters/kinds.ts';
import type { ContractTopic } from '../contract.ts';
import { configMapOf, deploymentOf } from '../objects.ts';

export const patchingContract: ContractTopic = {
  name: 'patching',
  declare(context) {
    const { it } = context;

    it('replaces only the version that was read', async () => {
      const first = await context.cluster.create(configMaps, configMapOf(context.namespace, 'locked', { a: '1' }));
      const second = await context.cluster.update(configMaps, { ...first, data: { a: '2' } });
      expect(second.data).toEqual({ a: '2' });
      await expect(context.cluster.update(configMaps, { ...first, data: { a: '3' } })).rejects.toMatchObject({
        code: 409,
        reason: 'Conflict',
      });
    });

    it('keeps the version of an object that a write leaves as it was', async () => {
      const first = await context.cluster.create(configMaps, configMapOf(context.namespace, 'same', { a: '1' }));
      const second = await context.cluster.update(configMaps, first);
      expect(second.metadata.resourceVersion).toBe(first.metadata.resourceVersion);
    });

    const patches = [
      ['merge', { data: { b: '2', a: null } }, { b: '2' }],
      ['strategic', { data: { b: '2', a: null } }, { b: '2' }],
      ['json', [{ op: 'add', path: '/data/b', value: '2' }], { a: '1', b: '2' }],
    ] as const;
    for (const [type, body, expected] of patches) {
      it(`patches by ${type}`, async () => {
        await context.cluster.create(configMaps, configMapOf(context.namespace, `patched-${type}`, { a: '1' }));
        const patched = await context.cluster.patch(configMaps, { namespace: context.namespace, name: `patched-${type}` }, {
          type,
          body,
        } as never);
        expect(patched.data).toEqual(expected);
      });
    }

    it('merges lists by their keys in a strategic patch', async () => {
      await context.cluster.create(deployments, deploymentOf('merged', context.namespace));
      const sidecar = { name: 'sidecar', image: 'proxy:1' };
      const body = { spec: { template: { spec: { containers: [sidecar] } } } };
      const patched = await context.cluster.patch(
        deployments,
        { namespace: context.namespace, name: 'merged' },
        { type: 'strategic', body },
      );
      expect(patched.spec?.template.spec?.containers.map((container) => container.name).sort()).toEqual(['main', 'sidecar']);
    });

    it('counts a generation for every change of the spec and none for others', async () => {
      await context.cluster.create(deployments, deploymentOf('counted', context.namespace));
      const key = { namespace: context.namespace, name: 'counted' };
      const changed = await context.cluster.patch(deployments, key, { type: 'merge', body: { spec: { replicas: 0 } } });
      const labelled = await context.cluster.patch(deployments, key, { type: 'merge', body: { metadata: { labels: { a: 'b' } } } });
      expect([changed.metadata.generation, labelled.metadata.generation]).toEqual([2, 2]);
    });

    it('scales through the scale subresource', async () => {
      await context.cluster.create(deployments, deploymentOf('scaled', context.namespace));
      const key = { namespace: context.namespace, name: 'scaled' };
      await context.cluster.patch(deployments, key, { type: 'merge', body: { spec: { replicas: 3 } } }, { subresource: 'scale' });
      expect((await context.cluster.get(deployments, key)).spec?.replicas).toBe(3);
    });
  },
};
