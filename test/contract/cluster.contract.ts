/** What every `Cluster` does, whatever is behind it. Run on the sandbox, in process and over HTTPS, and on a real kube-apiserver. */
import type { ConfigMap } from 'kubernetes-types/core/v1.d.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiError } from '../../clusters/api-error.ts';
import type { Cluster, WatchEvent } from '../../clusters/cluster.ts';
import { configMaps, customResourceDefinitions, deployments, namespaces, pods } from '../../clusters/kinds.ts';
import type { KubernetesObject, ResourceKind } from '../../clusters/objects.ts';
import { eventually } from '../helpers/eventually.ts';
import { deploymentOf, widgetDefinition, widgets } from './objects.ts';

export interface ContractSubject {
  name: string;
  open(): Promise<Cluster & AsyncDisposable>;
  /** Why the subject cannot be run here; undefined when it can. */
  skip?: string | undefined;
}

/** Declares the suite for one implementation. */
export function clusterContract({ name, open, skip }: ContractSubject): void {
  describe.skipIf(skip !== undefined)(`a cluster: ${name}${skip ? ` (skipped: ${skip})` : ''}`, () => {
    let cluster: Cluster & AsyncDisposable;
    const namespace = `contract-${Math.random().toString(36).slice(2, 8)}`;

    beforeAll(async () => {
      cluster = await open();
      await cluster.create(namespaces, { metadata: { name: namespace } });
      await cluster.create(customResourceDefinitions, widgetDefinition());
      await eventually(() => cluster.list(widgets).then(() => true));
    });

    afterAll(async () => {
      await cluster?.delete(customResourceDefinitions, { name: 'widgets.contract.slipway.dev' });
      await cluster?.delete(namespaces, { name: namespace });
      await cluster?.[Symbol.asyncDispose]();
    });

    const configMap = (named: string, data: Record<string, string> = {}, labels?: Record<string, string>): ConfigMap => ({
      metadata: { name: named, namespace, ...(labels && { labels }) },
      data,
    });

    it('discovers built-in and custom kinds', async () => {
      const kinds = await eventually(async () => {
        const found = await cluster.discover();
        return found.some(({ kind }) => kind === 'Widget') && found;
      });
      expect(kinds).toContainEqual({ group: 'apps', version: 'v1', kind: 'Deployment', plural: 'deployments', namespaced: true });
      expect(kinds).toContainEqual({ ...widgets });
    });

    it('gives a created object an identity, a version and a time', async () => {
      const created = await cluster.create(configMaps, configMap('identity', { a: '1' }));
      expect(created.metadata).toMatchObject({ name: 'identity', uid: expect.any(String), resourceVersion: expect.any(String) });
      expect(await cluster.get(configMaps, { namespace, name: 'identity' })).toEqual(created);
    });

    it('names an object that has only a generateName', async () => {
      const created = await cluster.create(configMaps, { metadata: { generateName: 'some-', namespace } });
      expect(created.metadata.name).toMatch(/^some-[a-z0-9]{5}$/);
    });

    it.each<[string, number, string, () => Promise<unknown>]>([
      ['an object that is not there', 404, 'NotFound', () => cluster.get(configMaps, { namespace, name: 'missing' })],
      ['a kind that is not served', 404, 'NotFound', () => cluster.list({ ...configMaps, plural: 'nothings' })],
      [
        'a namespace that is not there',
        404,
        'NotFound',
        () => cluster.create(configMaps, { metadata: { name: 'x', namespace: 'nowhere' } }),
      ],
      ['a name that is no name', 422, 'Invalid', () => cluster.create(configMaps, configMap('Not_A_Name'))],
      ['a label that is none', 422, 'Invalid', () => cluster.create(configMaps, configMap('labelled', {}, { app: 'not a value' }))],
      ['negative replicas', 422, 'Invalid', () => cluster.create(deployments, deploymentOf('negative', namespace, { replicas: -1 }))],
      [
        'a value of the wrong type',
        400,
        'BadRequest',
        () => cluster.create(deployments, deploymentOf('typed', namespace, { replicas: 'many' })),
      ],
      [
        'an unknown field under strict validation',
        400,
        'BadRequest',
        () => cluster.create(deployments, deploymentOf('strict', namespace, { replica: 1 }), { fieldValidation: 'Strict' }),
      ],
      ['a selector that nobody can read', 400, 'BadRequest', () => cluster.list(configMaps, { namespace, labelSelector: '=,=' })],
    ])('refuses %s with %i %s', async (_what, code, reason, attempt) => {
      const error = await attempt().then(
        () => undefined,
        (refusal: unknown) => refusal,
      );
      expect(error).toBeInstanceOf(ApiError);
      expect(error).toMatchObject({ code, reason });
    });

    it('refuses to create what is there (409 AlreadyExists)', async () => {
      await cluster.create(configMaps, configMap('twice'));
      await expect(cluster.create(configMaps, configMap('twice'))).rejects.toMatchObject({ code: 409, reason: 'AlreadyExists' });
    });

    it('replaces only the version that was read', async () => {
      const first = await cluster.create(configMaps, configMap('locked', { a: '1' }));
      const second = await cluster.update(configMaps, { ...first, data: { a: '2' } });
      expect(second.data).toEqual({ a: '2' });
      await expect(cluster.update(configMaps, { ...first, data: { a: '3' } })).rejects.toMatchObject({ code: 409, reason: 'Conflict' });
    });

    it('keeps the version of an object that a write leaves as it was', async () => {
      const first = await cluster.create(configMaps, configMap('same', { a: '1' }));
      const second = await cluster.update(configMaps, first);
      expect(second.metadata.resourceVersion).toBe(first.metadata.resourceVersion);
    });

    it('lists by label and by field, in pages', async () => {
      for (const [index, tier] of ['a', 'a', 'b'].entries()) await cluster.create(configMaps, configMap(`page-${index}`, {}, { tier }));
      const named = async (options: object) =>
        (await cluster.list(configMaps, { namespace, ...options })).items.map(({ metadata }) => metadata.name);
      expect(await named({ labelSelector: 'tier=a' })).toEqual(['page-0', 'page-1']);
      expect(await named({ labelSelector: 'tier in (b),tier' })).toEqual(['page-2']);
      expect(await named({ fieldSelector: 'metadata.name=page-1' })).toEqual(['page-1']);
      const first = await cluster.list(configMaps, { namespace, labelSelector: 'tier', limit: 2 });
      expect(first.items).toHaveLength(2);
      const rest = await cluster.list(configMaps, { namespace, labelSelector: 'tier', limit: 2, continueToken: first.continueToken });
      expect(rest.items.map(({ metadata }) => metadata.name)).toEqual(['page-2']);
      expect(rest.continueToken).toBeFalsy();
    });

    it('tells every change after a version, once and in order', async () => {
      const { resourceVersion } = await cluster.list(configMaps, { namespace });
      await cluster.create(configMaps, configMap('watched', { a: '1' }));
      await cluster.patch(configMaps, { namespace, name: 'watched' }, { type: 'merge', body: { data: { a: '2' } } });
      await cluster.delete(configMaps, { namespace, name: 'watched' });
      const events = await take(cluster, configMaps, { namespace, resourceVersion }, 3);
      expect(events.map((event) => [event.type, 'object' in event && event.object.data?.['a']])).toEqual([
        ['ADDED', '1'],
        ['MODIFIED', '2'],
        ['DELETED', '2'],
      ]);
    });

    it('tells a watcher with a selector when an object begins and ceases to match', async () => {
      const { resourceVersion } = await cluster.list(configMaps, { namespace });
      await cluster.create(configMaps, configMap('moving'));
      for (const colour of ['red', 'blue']) {
        await cluster.patch(configMaps, { namespace, name: 'moving' }, { type: 'merge', body: { metadata: { labels: { colour } } } });
      }
      const events = await take(cluster, configMaps, { namespace, resourceVersion, labelSelector: 'colour=red' }, 2);
      expect(events.map(({ type }) => type)).toEqual(['ADDED', 'DELETED']);
    });

    it.each([
      ['merge', { data: { b: '2', a: null } }, { b: '2' }],
      ['strategic', { data: { b: '2', a: null } }, { b: '2' }],
      ['json', [{ op: 'add', path: '/data/b', value: '2' }], { a: '1', b: '2' }],
    ] as const)('patches by %s', async (type, body, expected) => {
      await cluster.create(configMaps, configMap(`patched-${type}`, { a: '1' }));
      const patched = await cluster.patch(configMaps, { namespace, name: `patched-${type}` }, { type, body } as never);
      expect(patched.data).toEqual(expected);
    });

    it('merges lists by their keys in a strategic patch', async () => {
      await cluster.create(deployments, deploymentOf('merged', namespace));
      const sidecar = { name: 'sidecar', image: 'proxy:1' };
      const body = { spec: { template: { spec: { containers: [sidecar] } } } };
      const patched = await cluster.patch(deployments, { namespace, name: 'merged' }, { type: 'strategic', body });
      expect(patched.spec?.template.spec?.containers.map((container) => container.name).sort()).toEqual(['main', 'sidecar']);
    });

    it('fills in defaults', async () => {
      const { spec } = await cluster.create(deployments, deploymentOf('defaults', namespace));
      expect(spec).toMatchObject({ replicas: 1, revisionHistoryLimit: 10, strategy: { type: 'RollingUpdate' } });
      expect(spec?.template.spec).toMatchObject({ restartPolicy: 'Always', terminationGracePeriodSeconds: 30 });
    });

    it('counts a generation for every change of the spec and none for others', async () => {
      await cluster.create(deployments, deploymentOf('counted', namespace));
      const key = { namespace, name: 'counted' };
      const changed = await cluster.patch(deployments, key, { type: 'merge', body: { spec: { replicas: 0 } } });
      const labelled = await cluster.patch(deployments, key, { type: 'merge', body: { metadata: { labels: { a: 'b' } } } });
      expect([changed.metadata.generation, labelled.metadata.generation]).toEqual([2, 2]);
    });

    it('scales through the scale subresource', async () => {
      await cluster.create(deployments, deploymentOf('scaled', namespace));
      const key = { namespace, name: 'scaled' };
      await cluster.patch(deployments, key, { type: 'merge', body: { spec: { replicas: 3 } } }, { subresource: 'scale' });
      expect((await cluster.get(deployments, key)).spec?.replicas).toBe(3);
    });

    it('applies: creates, changes, and removes what is applied no longer', async () => {
      const key = { namespace, name: 'applied' };
      await cluster.apply(configMaps, configMap('applied', { mine: '1', shared: '1' }), { fieldManager: 'one' });
      await cluster.patch(configMaps, key, { type: 'merge', body: { data: { other: '1' } } }, { fieldManager: 'two' });
      const { data, metadata } = await cluster.apply(configMaps, configMap('applied', { mine: '2' }), { fieldManager: 'one' });
      expect(data).toEqual({ mine: '2', other: '1' });
      expect(metadata.managedFields?.map(({ manager, operation }) => [manager, operation])).toEqual(
        expect.arrayContaining([
          ['one', 'Apply'],
          ['two', 'Update'],
        ]),
      );
    });

    it('names the manager whose field an apply would take, and takes it by force', async () => {
      await cluster.apply(configMaps, configMap('disputed', { a: '1' }), { fieldManager: 'one' });
      const theirs = configMap('disputed', { a: '2' });
      await expect(cluster.apply(configMaps, theirs, { fieldManager: 'two' })).rejects.toMatchObject({
        code: 409,
        reason: 'Conflict',
        details: { causes: [{ reason: 'FieldManagerConflict', message: 'conflict with "one"', field: '.data.a' }] },
      });
      const forced = await cluster.apply(configMaps, theirs, { fieldManager: 'two', force: true });
      expect(forced.data).toEqual({ a: '2' });
    });

    it('shares a list between managers by the keys of its items', async () => {
      const withContainer = (manager: string) => ({
        ...deploymentOf('shared-list', namespace, {}, manager),
        metadata: { name: 'shared-list', namespace },
      });
      await cluster.apply(deployments, withContainer('first'), { fieldManager: 'first' });
      const both = await cluster.apply(deployments, withContainer('second'), { fieldManager: 'second' });
      expect(both.spec?.template.spec?.containers.map((container) => container.name)).toEqual(['first', 'second']);
    });

    it('stores nothing in a dry run', async () => {
      const tried = await cluster.create(configMaps, configMap('tried'), { dryRun: true });
      expect(tried.metadata.uid).toBeTruthy();
      await expect(cluster.get(configMaps, { namespace, name: 'tried' })).rejects.toMatchObject({ code: 404 });
    });

    it('keeps a deleted object until its last finalizer is gone', async () => {
      const key = { namespace, name: 'held' };
      await cluster.create(configMaps, { metadata: { ...key, finalizers: ['slipway.dev/test'] } });
      await cluster.delete(configMaps, key);
      expect((await cluster.get(configMaps, key)).metadata.deletionTimestamp).toBeTruthy();
      await cluster.patch(configMaps, key, { type: 'merge', body: { metadata: { finalizers: null } } });
      await expect(cluster.get(configMaps, key)).rejects.toMatchObject({ code: 404 });
    });

    it('deletes only what the preconditions name', async () => {
      await cluster.create(configMaps, configMap('precise'));
      const attempt = cluster.delete(configMaps, { namespace, name: 'precise' }, { preconditions: { uid: 'another' } });
      await expect(attempt).rejects.toMatchObject({ code: 409 });
    });

    it('defaults, prunes and validates custom objects by their schema', async () => {
      const created = await cluster.create(widgets, { metadata: { name: 'one', namespace }, spec: { model: 'm', extra: true } } as never);
      expect(created.spec).toEqual({ model: 'm', replicas: 1 });
      const wrong = { metadata: { name: 'two', namespace }, spec: { model: '', mode: 'c', replicas: -1 } };
      const refusal = await cluster.create(widgets, wrong).catch((error: unknown) => error);
      expect(refusal).toMatchObject({ code: 422, reason: 'Invalid' });
      expect((refusal as ApiError).details.causes?.map(({ field, reason }) => `${field}: ${reason}`).sort()).toEqual([
        'spec.mode: FieldValueNotSupported',
        'spec.model: FieldValueInvalid',
        'spec.replicas: FieldValueInvalid',
      ]);
    });

    it('keeps spec and status of a custom object apart', async () => {
      const key = { namespace, name: 'split' };
      const sent = { metadata: key, spec: { model: 'm' }, status: { phase: 'Sent' } };
      expect((await cluster.create(widgets, sent)).status).toBeUndefined();
      const body = { spec: { model: 'other' }, status: { phase: 'Seen' } };
      const written = await cluster.patch(widgets, key, { type: 'merge', body }, { subresource: 'status' });
      expect(written).toMatchObject({ spec: { model: 'm' }, status: { phase: 'Seen' }, metadata: { generation: 1 } });
    });

    it('begins a pod as pending', async () => {
      const created = await cluster.create(pods, {
        metadata: { name: 'pending', namespace },
        spec: { containers: [{ name: 'main', image: 'x' }] },
      });
      expect(created.status).toMatchObject({ phase: 'Pending', qosClass: 'BestEffort' });
    });
  });
}

async function take<T extends KubernetesObject>(
  cluster: Cluster,
  kind: ResourceKind<T>,
  options: { namespace: string; resourceVersion: string; labelSelector?: string },
  count: number,
): Promise<WatchEvent<T>[]> {
  const events: WatchEvent<T>[] = [];
  for await (const event of cluster.watch(kind, { ...options, timeoutSeconds: 20 })) {
    if (event.type !== 'BOOKMARK') events.push(event);
    if (events.length === count) break;
  }
  return events;
}
