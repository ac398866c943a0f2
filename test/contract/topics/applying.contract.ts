import { expect } from 'vitest';
import { configMaps, deployments } from '../../../clusters/kinds.ts';
import type { ContractTopic } from '../contract.ts';
import { configMapOf, deploymentOf } from '../objects.ts';

export const applyingContract: ContractTopic = {
  name: 'applying',
  declare(context) {
    const { it, itOverHttp } = context;

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

    it('owns what was applied, and nothing that the server filled in', async () => {
      const name = 'owned';
      const { metadata } = await context.cluster.apply(deployments, deploymentOf(name, context.namespace), { fieldManager: 'one' });
      const container = { 'k:{"name":"main"}': { '.': {}, 'f:image': {}, 'f:name': {} } };
      expect(metadata.managedFields?.[0]).toMatchObject({
        manager: 'one',
        operation: 'Apply',
        apiVersion: 'apps/v1',
        fieldsV1: {
          'f:spec': {
            'f:selector': {},
            'f:template': { 'f:metadata': { 'f:labels': { 'f:app': {} } }, 'f:spec': { 'f:containers': container } },
          },
        },
      });
    });

    it('owns with an update what it changed, defaults and the maps that it made included', async () => {
      const { metadata } = await context.cluster.create(deployments, deploymentOf('updated', context.namespace), { fieldManager: 'one' });
      const [entry] = metadata.managedFields ?? [];
      const spec = Object(entry?.fieldsV1)['f:spec'];
      expect(spec).toMatchObject({ 'f:replicas': {}, 'f:strategy': { 'f:rollingUpdate': { '.': {} } } });
      expect(Object.keys(spec)).not.toContain('.');
    });

    it('shares a field that two managers apply alike, and keeps it until both let go', async () => {
      const name = 'both';
      const apply = (manager: string, data: Record<string, string>) =>
        context.cluster.apply(configMaps, configMapOf(context.namespace, name, data), { fieldManager: manager });
      await apply('one', { a: '1' });
      await apply('two', { a: '1' });
      expect((await apply('one', {})).data).toEqual({ a: '1' });
      expect((await apply('two', {})).data).toBeUndefined();
    });

    it('takes a field by force from the manager that had it', async () => {
      const name = 'taken';
      await context.cluster.apply(configMaps, configMapOf(context.namespace, name, { a: '1', b: '1' }), { fieldManager: 'one' });
      const { metadata } = await context.cluster.apply(configMaps, configMapOf(context.namespace, name, { a: '2' }), {
        fieldManager: 'two',
        force: true,
      });
      const owners = metadata.managedFields?.map(({ manager, fieldsV1 }) => [manager, fieldsV1]);
      expect(owners).toEqual(
        expect.arrayContaining([
          ['one', { 'f:data': { 'f:b': {} } }],
          ['two', { 'f:data': { 'f:a': {} } }],
        ]),
      );
    });

    it('tells of everything that an apply would take from others', async () => {
      const name = 'several';
      await context.cluster.apply(configMaps, configMapOf(context.namespace, name, { a: '1', b: '1' }), { fieldManager: 'one' });
      const attempt = context.cluster.apply(configMaps, configMapOf(context.namespace, name, { a: '2', b: '2' }), { fieldManager: 'two' });
      await expect(attempt).rejects.toMatchObject({
        message: 'Apply failed with 2 conflicts: conflicts with "one":\n- .data.a\n- .data.b',
      });
    });

    it('keeps the status of others when only the status is applied', async () => {
      const name = 'apart';
      await context.cluster.apply(deployments, deploymentOf(name, context.namespace, { replicas: 0 }), { fieldManager: 'one' });
      const status = { metadata: { name, namespace: context.namespace }, status: { observedGeneration: 1 } };
      const { metadata } = await context.cluster.apply(deployments, status, { fieldManager: 'two', subresource: 'status', force: true });
      const entry = metadata.managedFields?.find(({ manager }) => manager === 'two');
      expect(entry).toMatchObject({ operation: 'Apply', subresource: 'status', fieldsV1: { 'f:status': { 'f:observedGeneration': {} } } });
    });

    itOverHttp('names who set the replicas when someone else applies them through scale', async () => {
      const metadata = { name: 'scale-disputed', namespace: context.namespace };
      await context.cluster.create(deployments, deploymentOf(metadata.name, context.namespace, { replicas: 0 }), { fieldManager: 'one' });
      const path = `/apis/apps/v1/namespaces/${context.namespace}/deployments/${metadata.name}/scale?fieldManager=two`;
      const body = { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata, spec: { replicas: 1 } };
      const answer = await context.raw({ method: 'PATCH', path, headers: { 'content-type': 'application/apply-patch+yaml' }, body });
      expect(answer.json()).toMatchObject({
        code: 409,
        details: { causes: [{ message: 'conflict with "one" using autoscaling/v1', field: '.spec.replicas' }] },
      });
    });

    itOverHttp('refuses a configuration without a name, and one that means an object that is not there', async () => {
      const path = `/api/v1/namespaces/${context.namespace}/configmaps/identified?fieldManager=one`;
      const apply = async (metadata: object) => {
        const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata };
        return (await context.raw({ method: 'PATCH', path, headers: { 'content-type': 'application/apply-patch+yaml' }, body })).json();
      };
      expect(await apply({ name: '' })).toMatchObject({ code: 400, message: expect.stringContaining('name must be provided') });
      const uid = '00000000-0000-0000-0000-000000000000';
      expect(await apply({ name: 'identified', uid })).toMatchObject({
        code: 409,
        message: `Operation cannot be fulfilled on configmaps "identified": uid mismatch: the provided object specified uid ${uid}, and no existing object was found`,
      });
    });

    itOverHttp('names a dispute before it looks at the namespace', async () => {
      await context.cluster.apply(configMaps, configMapOf(context.namespace, 'elsewhere', { a: '1' }), { fieldManager: 'one' });
      const path = `/api/v1/namespaces/${context.namespace}/configmaps/elsewhere?fieldManager=two`;
      const apply = async (value: string) => {
        const body = { apiVersion: 'v1', kind: 'ConfigMap', ...configMapOf('default', 'elsewhere', { a: value }) };
        const answer = await context.raw({ method: 'PATCH', path, headers: { 'content-type': 'application/apply-patch+yaml' }, body });
        return answer.code;
      };
      expect([await apply('2'), await apply('1')]).toEqual([409, 400]);
    });

    it('forgets all owners when an update asks for it, and notes earlier ones at the next apply', async () => {
      const name = 'forgotten';
      const created = await context.cluster.create(configMaps, configMapOf(context.namespace, name, { a: '1' }));
      const metadata = { ...created.metadata, managedFields: [] };
      const reset = await context.cluster.update(configMaps, { ...created, metadata });
      expect(reset.metadata.managedFields).toBeUndefined();
      const applied = await context.cluster.apply(configMaps, configMapOf(context.namespace, name, { b: '2' }), { fieldManager: 'one' });
      expect(applied.metadata.managedFields?.map(({ manager }) => manager).sort()).toEqual(['before-first-apply', 'one']);
    });

    itOverHttp('refuses what does not fit the schema as a whole (500)', async () => {
      const path = `/api/v1/namespaces/${context.namespace}/configmaps/unfit?fieldManager=one`;
      const body = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: unfit\ndta: {}\n';
      const answer = await context.raw({ method: 'PATCH', path, headers: { 'content-type': 'application/apply-patch+yaml' }, body });
      expect(answer.json()).toEqual({
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message: 'failed to create typed patch object (/unfit; /v1, Kind=ConfigMap): .dta: field not declared in schema',
        code: 500,
      });
    });

    const managers: [string, string, string][] = [
      ['no name', '', 'fieldManager: Required value: is required for apply patch'],
      ['a name that is too long', 'x'.repeat(129), 'fieldManager: Too long: may not be more than 128 bytes'],
      ['a name that cannot be printed', 'a\u0007b', 'fieldManager: Invalid value: "a\\ab": invalid character U+0007 (at position 1)'],
    ];
    for (const [what, manager, why] of managers) {
      itOverHttp(`refuses a field manager with ${what} (422)`, async () => {
        const path = `/api/v1/namespaces/${context.namespace}/configmaps/managed?fieldManager=${encodeURIComponent(manager)}`;
        const body = configMapOf(context.namespace, 'managed');
        const answer = await context.raw({ method: 'PATCH', path, headers: { 'content-type': 'application/apply-patch+yaml' }, body });
        expect(answer.json()).toMatchObject({ code: 422, reason: 'Invalid', message: `PatchOptions.meta.k8s.io "" is invalid: ${why}` });
      });
    }

    itOverHttp('knows a client that names no manager by its program', async () => {
      const path = `/api/v1/namespaces/${context.namespace}/configmaps`;
      const body = configMapOf(context.namespace, 'unnamed', { a: '1' });
      const answer = await context.raw({ method: 'POST', path, headers: { 'user-agent': 'some-tool/1.2 (linux)' }, body });
      expect(answer.json()).toMatchObject({ metadata: { managedFields: [{ manager: 'some-tool', operation: 'Update' }] } });
    });
  },
};
