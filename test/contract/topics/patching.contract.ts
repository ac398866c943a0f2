import { expect } from 'vitest';
import { configMaps, deployments } from '../../../clusters/kinds.ts';
import type { ContractTopic } from '../contract.ts';
import { configMapOf, deploymentOf, widgets } from '../objects.ts';

export const patchingContract: ContractTopic = {
  name: 'patching',
  declare(context) {
    const { it, itOverHttp } = context;

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

    it('notes by an entry of its own who set the replicas through scale', async () => {
      const key = { namespace: context.namespace, name: 'scaled-by' };
      await context.cluster.create(deployments, deploymentOf('scaled-by', context.namespace, { replicas: 0 }), { fieldManager: 'one' });
      const owners = async () => {
        const { metadata } = await context.cluster.get(deployments, key);
        const entries = (metadata.managedFields ?? []).filter(({ fieldsV1 }) => Object(fieldsV1)['f:spec']?.['f:replicas'] !== undefined);
        return entries.map(({ manager, subresource, time, apiVersion }) => ({ manager, subresource, time, apiVersion }));
      };
      await context.cluster.patch(
        deployments,
        key,
        { type: 'merge', body: { spec: { replicas: 1 } } },
        { subresource: 'scale', fieldManager: 'two' },
      );
      expect(await owners()).toEqual([{ manager: 'two', subresource: 'scale', time: undefined, apiVersion: 'apps/v1' }]);
    });

    itOverHttp('refuses replicas that are no number, by the words for what was sent', async () => {
      await context.cluster.create(deployments, deploymentOf('unscaled', context.namespace));
      const path = `/apis/apps/v1/namespaces/${context.namespace}/deployments/unscaled/scale`;
      const why = 'json: cannot unmarshal string into Go struct field ScaleSpec.spec.replicas of type int32';
      const headers = { 'content-type': 'application/merge-patch+json' };
      const patched = await context.raw({ method: 'PATCH', path, headers, body: { spec: { replicas: 'x' } } });
      expect(patched.json()).toMatchObject({ code: 422, details: { causes: [{ field: 'patch', message: expect.stringContaining(why) }] } });
      const put = await context.raw({ method: 'PUT', path, body: { metadata: { name: 'unscaled' }, spec: { replicas: 'x' } } });
      expect(put.json()).toMatchObject({ code: 400, message: `Scale in version "v1" cannot be handled as a Scale: ${why}` });
    });

    const misdirected: [string, object, object][] = [
      ['an order that is no list', { $setElementOrder: 1 }, { code: 500, message: 'expected a []interface {}, but received a int64' }],
      ['an order of nothing', { $setElementOrder: [] }, { code: 400, message: 'invalid patch format of setElementOrder list' }],
      ['fields to keep that are no list', { $retainKeys: 1 }, { code: 400, message: 'invalid patch format of retainKeys' }],
      ['a directive that is none', { $patch: 'wrong' }, { code: 500, message: 'unknown patch type: wrong in map: map[$patch:wrong]' }],
    ];
    for (const [index, [what, spec, refusal]] of misdirected.entries()) {
      it(`refuses a strategic patch with ${what}`, async () => {
        const name = `misdirected-${index}`;
        await context.cluster.create(deployments, deploymentOf(name, context.namespace));
        const patch = { type: 'strategic', body: { spec } } as never;
        await expect(context.cluster.patch(deployments, { namespace: context.namespace, name }, patch)).rejects.toMatchObject(refusal);
      });
    }

    it('does not let a patch change the uid', async () => {
      await context.cluster.create(configMaps, configMapOf(context.namespace, 'identical'));
      const body = { metadata: { uid: '00000000-0000-0000-0000-000000000000' } };
      const attempt = context.cluster.patch(configMaps, { namespace: context.namespace, name: 'identical' }, { type: 'merge', body });
      await expect(attempt).rejects.toMatchObject({ code: 422, message: expect.stringContaining('metadata.uid: Invalid value') });
    });

    it('does not let a patch of a custom kind change its version', async () => {
      const key = { namespace: context.namespace, name: 'versioned' };
      await context.cluster.create(widgets, { metadata: key, spec: { model: 'a' } });
      const attempt = context.cluster.patch(widgets, key, { type: 'merge', body: { apiVersion: 'v9' } as never });
      await expect(attempt).rejects.toMatchObject({ code: 422, details: { causes: [{ field: 'apiVersion' }] } });
    });

    it('patches custom kinds by merge and by JSON patch, and not strategically (415)', async () => {
      const key = { namespace: context.namespace, name: 'custom' };
      await context.cluster.create(widgets, { metadata: key, spec: { model: 'a' } });
      const merged = await context.cluster.patch(widgets, key, { type: 'merge', body: { spec: { mode: 'a' } } });
      expect(merged.spec).toEqual({ model: 'a', mode: 'a', replicas: 1 });
      const body = [{ op: 'replace', path: '/spec/model', value: 'b' }] as const;
      expect((await context.cluster.patch(widgets, key, { type: 'json', body })).spec?.model).toBe('b');
      await expect(context.cluster.patch(widgets, key, { type: 'strategic', body: {} })).rejects.toMatchObject({ code: 415 });
    });

    const misfits = [
      ['a test that fails', [{ op: 'test', path: '/data/a', value: '2' }]],
      ['the removal of what is not there', [{ op: 'remove', path: '/data/b' }]],
      ['an addition to nothing', [{ op: 'add', path: '/nothing/there', value: 1 }]],
    ] as const;
    for (const [what, body] of misfits) {
      it(`refuses ${what} in a JSON patch (422) and changes nothing`, async () => {
        const name = `misfit-${what.replaceAll(' ', '-')}`;
        const key = { namespace: context.namespace, name };
        await context.cluster.create(configMaps, configMapOf(context.namespace, name, { a: '1' }));
        const attempt = context.cluster.patch(configMaps, key, {
          type: 'json',
          body: [{ op: 'add', path: '/data/c', value: '1' }, ...body],
        });
        await expect(attempt).rejects.toMatchObject({
          code: 422,
          reason: 'Invalid',
          message: 'the server rejected our request due to an error in our request',
        });
        expect((await context.cluster.get(configMaps, key)).data).toEqual({ a: '1' });
      });
    }

    it('deletes and replaces list items by directives of a strategic patch, and orders them as asked', async () => {
      const key = { namespace: context.namespace, name: 'directed' };
      await context.cluster.create(deployments, deploymentOf('directed', context.namespace));
      const patchContainers = async (spec: object) => {
        const body = { spec: { template: { spec } } };
        const patched = await context.cluster.patch(deployments, key, { type: 'strategic', body });
        return patched.spec?.template.spec?.containers.map(({ name }) => name);
      };
      const side = { name: 'side', image: 'proxy:1' };
      expect(await patchContainers({ containers: [side] })).toEqual(['side', 'main']);
      expect(await patchContainers({ '$setElementOrder/containers': [{ name: 'main' }, { name: 'side' }] })).toEqual(['main', 'side']);
      expect(await patchContainers({ containers: [{ name: 'side', $patch: 'delete' }] })).toEqual(['main']);
      expect(await patchContainers({ containers: [{ $patch: 'replace' }, { name: 'other', image: 'x:1' }] })).toEqual(['other']);
    });

    it('writes quantities in their one form', async () => {
      const resources = { requests: { cpu: '1000m', memory: '1024Mi' }, limits: { cpu: 2, memory: '1.5Gi' } };
      const containers = [{ name: 'main', image: 'example:1', resources }];
      const template = { metadata: { labels: { app: 'quantities' } }, spec: { containers } };
      const { spec } = await context.cluster.create(deployments, deploymentOf('quantities', context.namespace, { template }));
      expect(spec?.template.spec?.containers[0]?.resources).toEqual({
        requests: { cpu: '1', memory: '1Gi' },
        limits: { cpu: '2', memory: '1536Mi' },
      });
    });

    it('does not let a selector change', async () => {
      const key = { namespace: context.namespace, name: 'selecting' };
      await context.cluster.create(deployments, deploymentOf('selecting', context.namespace));
      const labels = { app: 'other' };
      const body = { spec: { selector: { matchLabels: labels }, template: { metadata: { labels } } } };
      await expect(context.cluster.patch(deployments, key, { type: 'merge', body })).rejects.toMatchObject({
        code: 422,
        details: { causes: [{ reason: 'FieldValueInvalid', field: 'spec.selector' }] },
      });
    });
  },
};
