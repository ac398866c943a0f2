import type { ConfigMap } from 'kubernetes-types/core/v1.d.ts';
import type { OwnerReference } from 'kubernetes-types/meta/v1.d.ts';
import { expect } from 'vitest';
import { configMaps, events, namespaces } from '../../../clusters/kinds.ts';
import type { Stored } from '../../../clusters/objects.ts';
import { eventually } from '../../helpers/eventually.ts';
import type { ContractContext, ContractTopic } from '../contract.ts';
import { configMapOf } from '../objects.ts';

export const deletingContract: ContractTopic = {
  name: 'deleting',
  declare(context) {
    declareFinalizers(context);
    declareOptions(context);
    declareOwners(context);
    declareNamespaces(context);
  },
};

function declareFinalizers(context: ContractContext): void {
  const { it } = context;

  it('keeps a deleted object until its last finalizer is gone', async () => {
    const key = { namespace: context.namespace, name: 'held' };
    await context.cluster.create(configMaps, { metadata: { ...key, finalizers: ['slipway.dev/test'] } });
    await context.cluster.delete(configMaps, key);
    const held = await context.cluster.get(configMaps, key);
    expect(held.metadata).toMatchObject({ deletionGracePeriodSeconds: 0, finalizers: ['slipway.dev/test'] });
    await context.cluster.patch(configMaps, key, { type: 'merge', body: { data: { still: 'writable' } } });
    await context.cluster.patch(configMaps, key, { type: 'merge', body: { metadata: { finalizers: null } } });
    await expect(context.cluster.get(configMaps, key)).rejects.toMatchObject({ code: 404 });
  });

  it('refuses new finalizers on an object that is being deleted', async () => {
    const key = { namespace: context.namespace, name: 'ending' };
    await context.cluster.create(configMaps, { metadata: { ...key, finalizers: ['slipway.dev/test'] } });
    await context.cluster.delete(configMaps, key);
    const body = { metadata: { finalizers: ['slipway.dev/test', 'slipway.dev/more'] } };
    await expect(context.cluster.patch(configMaps, key, { type: 'merge', body })).rejects.toMatchObject({
      code: 422,
      details: {
        causes: expect.arrayContaining([expect.objectContaining({ reason: 'FieldValueForbidden', field: 'metadata.finalizers' })]),
      },
    });
    await free(context, 'ending');
  });

  it('keeps what the last deletion asked for dependents', async () => {
    const key = { namespace: context.namespace, name: 'asked' };
    await context.cluster.create(configMaps, { metadata: { ...key, finalizers: ['slipway.dev/test'] } });
    const finalizers = async () => (await context.cluster.get(configMaps, key)).metadata.finalizers;
    await context.cluster.delete(configMaps, key, { propagation: 'Foreground', dryRun: true });
    expect(await finalizers()).toEqual(['slipway.dev/test']);
    await context.cluster.delete(configMaps, key, { propagation: 'Foreground' });
    await eventually(async () => (await finalizers())?.length === 1);
    await free(context, 'asked');
  });
}

function declareOptions(context: ContractContext): void {
  const { it, itOverHttp } = context;

  it('deletes only what the preconditions name', async () => {
    const key = { namespace: context.namespace, name: 'precise' };
    const { metadata } = await context.cluster.create(configMaps, configMapOf(context.namespace, 'precise'));
    const attempt = context.cluster.delete(configMaps, key, { preconditions: { uid: 'another' } });
    await expect(attempt).rejects.toMatchObject({
      code: 409,
      reason: 'Conflict',
      message:
        'Operation cannot be fulfilled on ConfigMap "precise": the UID in the precondition (another) does not match the UID in record ' +
        `(${metadata.uid}). The object might have been deleted and then recreated`,
      details: { name: 'precise', kind: 'ConfigMap' },
    });
    await expect(context.cluster.delete(configMaps, key, { preconditions: { resourceVersion: '1' } })).rejects.toMatchObject({ code: 409 });
    await context.cluster.delete(configMaps, key, {
      preconditions: { uid: metadata.uid, resourceVersion: metadata.resourceVersion },
    });
    await expect(context.cluster.get(configMaps, key)).rejects.toMatchObject({ code: 404 });
  });

  itOverHttp('refuses options that contradict each other or that it does not know', async () => {
    await context.cluster.create(configMaps, configMapOf(context.namespace, 'kept'));
    const refusals = [
      {
        body: { propagationPolicy: 'Sideways' },
        cause: 'Unsupported value: "Sideways": supported values: "Foreground", "Background", "Orphan", "nil"',
      },
      {
        body: { propagationPolicy: 'Orphan', orphanDependents: true },
        cause: 'Invalid value: "Orphan": orphanDependents and deletionPropagation cannot be both set',
      },
    ];
    for (const { body, cause } of refusals) {
      const answer = await context.raw({ method: 'DELETE', path: pathOf(context, 'kept'), body });
      expect(answer.json()).toMatchObject({
        code: 422,
        reason: 'Invalid',
        message: `DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: ${cause}`,
        details: { group: 'meta.k8s.io', kind: 'DeleteOptions', causes: [{ field: 'propagationPolicy', message: cause }] },
      });
    }
    const wrongType = await context.raw({ method: 'DELETE', path: pathOf(context, 'kept'), body: { gracePeriodSeconds: 'soon' } });
    expect(wrongType.json()).toMatchObject({ code: 400, reason: 'BadRequest' });
    expect(await context.cluster.get(configMaps, { namespace: context.namespace, name: 'kept' })).toBeTruthy();
  });

  itOverHttp('answers with a Status when the object is gone, and with the object while something holds it', async () => {
    await context.cluster.create(configMaps, configMapOf(context.namespace, 'gone'));
    const { uid } = (await context.cluster.get(configMaps, { namespace: context.namespace, name: 'gone' })).metadata;
    const gone = await context.raw({ method: 'DELETE', path: pathOf(context, 'gone') });
    expect(gone.json()).toMatchObject({ kind: 'Status', status: 'Success', details: { name: 'gone', kind: 'configmaps', uid } });
    await context.cluster.create(configMaps, {
      metadata: { name: 'waits', namespace: context.namespace, finalizers: ['slipway.dev/test'] },
    });
    const waits = await context.raw({ method: 'DELETE', path: `${pathOf(context, 'waits')}?orphanDependents=false` });
    expect(waits.json()).toMatchObject({ kind: 'ConfigMap', metadata: { name: 'waits' } });
    await free(context, 'waits');
  });

  itOverHttp('deletes a collection by its selector, and answers with what it deleted', async () => {
    for (const name of ['one', 'two']) await context.cluster.create(configMaps, configMapOf(context.namespace, name, {}, { set: 'some' }));
    await context.cluster.create(configMaps, configMapOf(context.namespace, 'other'));
    const answer = await context.raw({
      method: 'DELETE',
      path: `/api/v1/namespaces/${context.namespace}/configmaps?labelSelector=set%3Dsome`,
    });
    const list = answer.json<{ kind: string; items: ConfigMap[] }>();
    expect([list.kind, list.items.map(({ metadata }) => metadata?.name)]).toEqual(['ConfigMapList', ['one', 'two']]);
    const left = await context.cluster.list(configMaps, { namespace: context.namespace });
    expect(left.items.map(({ metadata }) => metadata.name)).toContain('other');
    expect(left.items.filter(({ metadata }) => metadata.labels?.['set'])).toEqual([]);
  });
}

function declareOwners(context: ContractContext): void {
  const { it } = context;
  const names = async (prefix: string) => {
    const { items } = await context.cluster.list(configMaps, { namespace: context.namespace });
    return items.map(({ metadata }) => metadata.name).filter((name) => name.startsWith(prefix));
  };
  const family = async (prefix: string, owned: Partial<OwnerReference> & { finalizers?: string[] } = {}) => {
    const owner = await context.cluster.create(configMaps, configMapOf(context.namespace, `${prefix}-owner`));
    await context.cluster.create(configMaps, ownedBy(owner, `${prefix}-child`, owned));
    return { namespace: context.namespace, name: `${prefix}-owner` };
  };

  it('deletes dependents in the background, after their owner', async () => {
    await context.cluster.delete(configMaps, await family('background'), { propagation: 'Background' });
    expect(await names('background-owner')).toEqual([]);
    await eventually(async () => (await names('background')).length === 0, { timeoutMs: 20_000 });
  });

  it('deletes dependents that block their owner before it, in the foreground', async () => {
    const owner = await family('foreground', { blockOwnerDeletion: true, finalizers: ['slipway.dev/test'] });
    await context.cluster.delete(configMaps, owner, { propagation: 'Foreground' });
    const child = { namespace: context.namespace, name: 'foreground-child' };
    await eventually(async () => (await context.cluster.get(configMaps, child)).metadata.deletionTimestamp, { timeoutMs: 20_000 });
    expect((await context.cluster.get(configMaps, owner)).metadata.finalizers).toEqual(['foregroundDeletion']);
    await free(context, 'foreground-child');
    await eventually(async () => (await names('foreground')).length === 0, { timeoutMs: 20_000 });
  });

  it('does not wait for dependents that do not block, in the foreground', async () => {
    const owner = await family('free', { finalizers: ['slipway.dev/test'] });
    await context.cluster.delete(configMaps, owner, { propagation: 'Foreground' });
    await eventually(async () => (await names('free')).join() === 'free-child', { timeoutMs: 20_000 });
    await free(context, 'free-child');
  });

  it('lets go of dependents that are to be orphaned', async () => {
    await context.cluster.delete(configMaps, await family('orphan'), { propagation: 'Orphan' });
    await eventually(async () => (await names('orphan')).join() === 'orphan-child', { timeoutMs: 20_000 });
    const orphan = await context.cluster.get(configMaps, { namespace: context.namespace, name: 'orphan-child' });
    expect(orphan.metadata.ownerReferences ?? []).toEqual([]);
  });

  it('keeps a dependent as long as one of its owners is there', async () => {
    const [one, two] = [
      await context.cluster.create(configMaps, configMapOf(context.namespace, 'shared-one')),
      await context.cluster.create(configMaps, configMapOf(context.namespace, 'shared-two')),
    ];
    await context.cluster.create(configMaps, {
      metadata: { name: 'shared-child', namespace: context.namespace, ownerReferences: [referenceTo(one), referenceTo(two)] },
    });
    await context.cluster.delete(configMaps, { namespace: context.namespace, name: 'shared-one' });
    const child = { namespace: context.namespace, name: 'shared-child' };
    await eventually(
      async () => (await context.cluster.get(configMaps, child)).metadata.ownerReferences?.map(({ name }) => name).join() === 'shared-two',
      { timeoutMs: 20_000 },
    );
  });

  it('deletes a dependent whose owner never was', async () => {
    const ownerReferences = [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'never', uid: 'was' }];
    await context.cluster.create(configMaps, { metadata: { name: 'foundling', namespace: context.namespace, ownerReferences } });
    await eventually(async () => (await names('foundling')).length === 0, { timeoutMs: 20_000 });
  });

  it('deletes a dependent whose owner is in another namespace, and says so', async () => {
    const there = await context.cluster.create(configMaps, configMapOf('default', `${context.namespace}-owner`));
    await context.cluster.create(configMaps, ownedBy(there, 'misplaced', {}, context.namespace));
    await eventually(async () => (await names('misplaced')).length === 0, { timeoutMs: 20_000 });
    const told = await eventually(async () => {
      const { items } = await context.cluster.list(events, { namespace: context.namespace });
      return items.find(({ reason }) => reason === 'OwnerRefInvalidNamespace');
    });
    expect(told).toMatchObject({ type: 'Warning', involvedObject: { kind: 'ConfigMap', name: 'misplaced' } });
    await context.cluster.delete(configMaps, { namespace: 'default', name: `${context.namespace}-owner` });
  });
}

function declareNamespaces(context: ContractContext): void {
  const { it } = context;

  it('empties a namespace that is deleted, and says what still holds it', async () => {
    const name = `${context.namespace}-ends`;
    await context.cluster.create(namespaces, { metadata: { name } });
    await context.cluster.create(configMaps, configMapOf(name, 'goes'));
    await context.cluster.create(configMaps, { metadata: { name: 'stays', namespace: name, finalizers: ['slipway.dev/test'] } });
    await context.cluster.delete(namespaces, { name });
    const conditions = await eventually(
      async () => {
        const { status } = await context.cluster.get(namespaces, { name });
        expect(status?.phase).toBe('Terminating');
        return (
          status?.conditions?.some(({ type, status: is }) => type === 'NamespaceFinalizersRemaining' && is === 'True') && status.conditions
        );
      },
      { timeoutMs: 30_000 },
    );
    expect(Object.fromEntries((conditions ?? []).map(({ type, status, reason, message }) => [type, [status, reason, message]]))).toEqual({
      NamespaceDeletionDiscoveryFailure: ['False', 'ResourcesDiscovered', 'All resources successfully discovered'],
      NamespaceDeletionGroupVersionParsingFailure: ['False', 'ParsedGroupVersions', 'All legacy kube types successfully parsed'],
      NamespaceDeletionContentFailure: ['False', 'ContentDeleted', 'All content successfully deleted, may be waiting on finalization'],
      NamespaceContentRemaining: ['True', 'SomeResourcesRemain', 'Some resources are remaining: configmaps. has 1 resource instances'],
      NamespaceFinalizersRemaining: [
        'True',
        'SomeFinalizersRemain',
        'Some content in the namespace has finalizers remaining: slipway.dev/test in 1 resource instances',
      ],
    });
    const late = context.cluster.create(configMaps, configMapOf(name, 'late'));
    await expect(late).rejects.toMatchObject({
      code: 403,
      reason: 'Forbidden',
      message: `configmaps "late" is forbidden: unable to create new content in namespace ${name} because it is being terminated`,
      details: { causes: [{ reason: 'NamespaceTerminating', field: 'metadata.namespace' }] },
    });
    await context.cluster.patch(
      configMaps,
      { namespace: name, name: 'stays' },
      { type: 'merge', body: { metadata: { finalizers: null } } },
    );
    await eventually(
      () =>
        context.cluster.get(namespaces, { name }).then(
          () => false,
          ({ code }) => code === 404,
        ),
      { timeoutMs: 60_000 },
    );
  });

  it('refuses what is created in a namespace that is not there', async () => {
    await expect(context.cluster.create(configMaps, configMapOf('nowhere-at-all', 'lost'))).rejects.toMatchObject({
      code: 404,
      reason: 'NotFound',
      message: 'namespaces "nowhere-at-all" not found',
    });
  });

  it('protects the namespaces that every cluster needs', async () => {
    await expect(context.cluster.delete(namespaces, { name: 'kube-system' })).rejects.toMatchObject({
      code: 403,
      message: 'namespaces "kube-system" is forbidden: this namespace may not be deleted',
    });
  });
}

function pathOf({ namespace }: ContractContext, name: string): string {
  return `/api/v1/namespaces/${namespace}/configmaps/${name}`;
}

function referenceTo({ metadata: { name, uid } }: Stored<ConfigMap>): OwnerReference {
  return { apiVersion: 'v1', kind: 'ConfigMap', name, uid };
}

function ownedBy(
  owner: Stored<ConfigMap>,
  name: string,
  { finalizers = [], ...reference }: Partial<OwnerReference> & { finalizers?: string[] },
  namespace = owner.metadata.namespace ?? '',
): ConfigMap {
  return { metadata: { name, namespace, finalizers, ownerReferences: [{ ...referenceTo(owner), ...reference }] } };
}

async function free({ cluster, namespace }: ContractContext, name: string): Promise<void> {
  await cluster.patch(configMaps, { namespace, name }, { type: 'merge', body: { metadata: { finalizers: null } } });
}
