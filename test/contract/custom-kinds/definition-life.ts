import { expect } from 'vitest';
import { customResourceDefinitions } from '../../../clusters/kinds.ts';
import { eventually } from '../../helpers/eventually.ts';
import type { ContractContext } from '../contract.ts';
import { causesOf, define, definitionOf, hasCondition, kindOf, redefine, refusal, undefine, withSpec } from '../custom-definitions.ts';

const anySchema = withSpec({ type: 'object', 'x-kubernetes-preserve-unknown-fields': true });

/** How definitions come, change and go. */
export function declareDefinitionLife(context: ContractContext): void {
  const { it } = context;

  it('establishes a definition and says so', async () => {
    await using defined = await define(context.cluster, {
      kind: 'Fresh',
      names: { shortNames: ['fr'] },
      versions: { v1: { schema: anySchema } },
    });
    const { status } = await context.cluster.get(customResourceDefinitions, { name: defined.definition.metadata?.name ?? '' });
    expect(status?.acceptedNames).toEqual({
      plural: 'freshs',
      singular: 'fresh',
      kind: 'Fresh',
      listKind: 'FreshList',
      shortNames: ['fr'],
    });
    expect(status?.storedVersions).toEqual(['v1']);
    expect(status?.conditions?.map(({ type, status: state, reason, message }) => ({ type, state, reason, message }))).toEqual([
      { type: 'NamesAccepted', state: 'True', reason: 'NoConflicts', message: 'no conflicts found' },
      { type: 'Established', state: 'True', reason: 'InitialNamesAccepted', message: 'the initial names have been accepted' },
    ]);
  });

  it('does not serve a definition whose names another one has, until they come free', async () => {
    await using first = await define(context.cluster, {
      kind: 'Twin',
      names: { shortNames: ['tw'] },
      versions: { v1: { schema: anySchema } },
    });
    const second = definitionOf({ kind: 'Twintwo', names: { kind: 'Twin', shortNames: ['tw'] }, versions: { v1: { schema: anySchema } } });
    await context.cluster.create(customResourceDefinitions, second);
    await using _ = { [Symbol.asyncDispose]: () => undefine(context.cluster, second) };
    await eventually(() => hasCondition(context.cluster, second, 'NamesAccepted', 'False'));
    const { status } = await context.cluster.get(customResourceDefinitions, { name: second.metadata?.name ?? '' });
    expect(status?.acceptedNames).toEqual({ plural: 'twintwos', kind: '' });
    expect(status?.conditions?.map(({ status: state, reason, message }) => ({ state, reason, message }))).toEqual([
      { state: 'False', reason: 'ListKindConflict', message: '"TwinList" is already in use' },
      { state: 'False', reason: 'NotAccepted', message: 'not all names are accepted' },
    ]);
    expect(await refusal(context.cluster.list({ ...kindOf(second), plural: 'twintwos' }))).toMatchObject({ code: 404 });
    await undefine(context.cluster, first.definition);
    await eventually(() => hasCondition(context.cluster, second, 'Established'));
  });

  it('adds a version, moves storage to it, and keeps the old one as long as objects may be stored in it', async () => {
    await using defined = await define(context.cluster, { kind: 'Moving', versions: { v1: { schema: anySchema } } });
    const { kind, definition } = defined;
    const name = definition.metadata?.name ?? '';
    const key = { namespace: context.namespace, name: 'old' };
    await context.cluster.create(kind, { metadata: key, spec: { a: 1 } });
    await redefine(context.cluster, name, ({ spec }) => {
      spec.versions = [
        ...spec.versions.map((version) => ({ ...version, storage: false })),
        { ...spec.versions[0], name: 'v2', served: true, storage: true },
      ] as never;
    });
    const next = { ...kind, version: 'v2' };
    const shown = await eventually(() => context.cluster.get(next, key));
    expect(shown).toMatchObject({ apiVersion: `${kind.group}/v2`, spec: { a: 1 } });
    expect(await context.cluster.get(kind, key)).toMatchObject({ apiVersion: `${kind.group}/v1` });
    await eventually(async () => {
      await context.cluster.patch(next, key, { type: 'merge', body: { spec: { b: 2 } } });
      return true;
    });
    expect(await context.cluster.get(kind, key)).toMatchObject({ apiVersion: `${kind.group}/v1`, spec: { a: 1, b: 2 } });
    const { status } = await context.cluster.get(customResourceDefinitions, { name });
    expect(status?.storedVersions).toEqual(['v1', 'v2']);
    const removed = refusal(
      redefine(context.cluster, name, ({ spec }) => {
        spec.versions = spec.versions.filter((version) => version.name === 'v2');
      }),
    );
    expect(causesOf(await removed)).toEqual([
      'status.storedVersions[0]: FieldValueInvalid: Invalid value: "v1": missing from spec.versions; v1 was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in v1 and removes v1 from status.storedVersions',
    ]);
    await context.cluster.patch(
      customResourceDefinitions,
      { name },
      { type: 'merge', body: { status: { storedVersions: ['v2'] } } },
      { subresource: 'status' },
    );
    await redefine(context.cluster, name, ({ spec }) => {
      spec.versions = spec.versions.filter((version) => version.name === 'v2');
    });
    await eventually(async () => (await refusal(context.cluster.list(kind))).code === 404);
    expect(await context.cluster.get(next, key)).toMatchObject({ spec: { a: 1, b: 2 } });
  });

  it('stops serving a version, and keeps its objects', async () => {
    await using defined = await define(context.cluster, {
      kind: 'Halting',
      versions: { v1: { schema: anySchema }, v2: { schema: anySchema } },
    });
    const { kind, definition } = defined;
    await context.cluster.create(kind, { metadata: { namespace: context.namespace, name: 'kept' }, spec: {} });
    await redefine(context.cluster, definition.metadata?.name ?? '', ({ spec }) => {
      spec.versions = spec.versions.map((version) => ({ ...version, served: version.name === 'v2' }));
    });
    await eventually(async () => (await refusal(context.cluster.list(kind))).code === 404);
    const kept = await eventually(() => context.cluster.get({ ...kind, version: 'v2' }, { namespace: context.namespace, name: 'kept' }));
    expect(kept.apiVersion).toBe(`${kind.group}/v2`);
  });

  it('deletes the objects before the definition, and waits for their finalizers', async () => {
    await using defined = await define(context.cluster, { kind: 'Leaving', versions: { v1: { schema: anySchema } } });
    const { kind, definition } = defined;
    const name = definition.metadata?.name ?? '';
    const key = (one: string) => ({ namespace: context.namespace, name: one });
    await context.cluster.create(kind, { metadata: { ...key('held'), finalizers: ['example.com/wait'] }, spec: {} });
    await context.cluster.create(kind, { metadata: key('free'), spec: {} });
    await context.cluster.delete(customResourceDefinitions, { name });
    await eventually(async () => {
      const { status } = await context.cluster.get(customResourceDefinitions, { name });
      return status?.conditions?.some(({ type, reason }) => type === 'Terminating' && reason === 'InstanceDeletionInProgress');
    });
    const { metadata } = await context.cluster.get(customResourceDefinitions, { name });
    expect(metadata.deletionTimestamp).toBeDefined();
    expect(metadata.finalizers).toEqual(['customresourcecleanup.apiextensions.k8s.io']);
    const left = await eventually(async () => {
      const { items } = await context.cluster.list(kind, { namespace: context.namespace });
      // A real server deletes them one after the other: the held one may be marked last.
      return items.every(({ metadata: { deletionTimestamp } }) => deletionTimestamp !== undefined) && items;
    });
    expect(left.map(({ metadata }) => metadata.name)).toEqual(['held']);
    const refused = await refusal(context.cluster.create(kind, { metadata: key('late'), spec: {} }));
    expect(refused).toMatchObject({ code: 403, reason: 'Forbidden' });
    expect(refused.message).toBe(
      `${kind.plural}.${kind.group} "late" is forbidden: create not allowed while custom resource definition is terminating`,
    );
    await context.cluster.patch(kind, key('held'), { type: 'merge', body: { metadata: { finalizers: null } } });
    await eventually(async () => (await refusal(context.cluster.get(customResourceDefinitions, { name }))).code === 404, {
      timeoutMs: 20_000,
    });
  });

  it('keeps what cannot change of a definition', async () => {
    await using defined = await define(context.cluster, { kind: 'Fixed', versions: { v1: { schema: anySchema } } });
    const refused = refusal(
      redefine(context.cluster, defined.definition.metadata?.name ?? '', ({ spec }) => {
        spec.scope = 'Cluster';
        spec.names.kind = 'Other';
      }),
    );
    expect(causesOf(await refused)).toEqual([
      'spec.names.kind: FieldValueInvalid: Invalid value: "Other": field is immutable',
      'spec.scope: FieldValueInvalid: Invalid value: "Cluster": field is immutable',
    ]);
  });
}
