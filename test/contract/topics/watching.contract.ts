import { expect } from 'vitest';
import { configMaps } from '../../../clusters/kinds.ts';
import { eventually } from '../../helpers/eventually.ts';
import type { ContractContext, ContractTopic } from '../contract.ts';
import { configMapOf, widgets } from '../objects.ts';
import { take } from '../take.ts';

const future = '9000000000000';
const initial = 'sendInitialEvents=true&resourceVersionMatch=NotOlderThan';

export const watchingContract: ContractTopic = {
  name: 'watching',
  declare(context) {
    declareChanges(context);
    declareBeginnings(context);
    declareForms(context);
    declareRefusals(context);
  },
};

function declareChanges(context: ContractContext): void {
  const { it } = context;

  it('tells every change after a version, once and in order', async () => {
    const { resourceVersion } = await context.cluster.list(configMaps, { namespace: context.namespace });
    const deleted = await lifeOf(context, 'watched');
    // A new namespace gets the cluster's own certificate as a ConfigMap, some time.
    const fieldSelector = 'metadata.name=watched';
    const events = await take(context.cluster, configMaps, { namespace: context.namespace, resourceVersion, fieldSelector }, 3);
    expect(events.map((event) => [event.type, 'object' in event && event.object.data?.['a']])).toEqual([
      ['ADDED', '1'],
      ['MODIFIED', '2'],
      ['DELETED', '2'],
    ]);
    const versions = events.map((event) => ('object' in event ? Number(event.object.metadata.resourceVersion) : 0));
    expect(versions).toEqual(versions.toSorted((one, other) => one - other));
    // A deletion has a version of its own, so that a watch can go on from there.
    expect(versions[2]).toBeGreaterThan(Number(deleted.metadata.resourceVersion));
  });

  it('goes on from any version that it has told', async () => {
    const { resourceVersion } = await context.cluster.list(configMaps, { namespace: context.namespace });
    await lifeOf(context, 'resumed');
    const fieldSelector = 'metadata.name=resumed';
    const [added] = await take(context.cluster, configMaps, { namespace: context.namespace, resourceVersion, fieldSelector }, 1);
    const from = added && 'object' in added ? added.object.metadata.resourceVersion : '';
    const rest = await take(context.cluster, configMaps, { namespace: context.namespace, resourceVersion: from, fieldSelector }, 2);
    expect(rest.map(({ type }) => type)).toEqual(['MODIFIED', 'DELETED']);
  });

  it('tells nothing of other namespaces', async () => {
    const { resourceVersion } = await context.cluster.list(configMaps, { namespace: 'default' });
    const elsewhere = { namespace: 'default', name: `${context.namespace}-elsewhere` };
    await context.cluster.create(configMaps, { metadata: elsewhere });
    await context.cluster.delete(configMaps, elsewhere);
    await context.cluster.create(configMaps, configMapOf(context.namespace, 'here'));
    const fieldSelector = 'metadata.name!=kube-root-ca.crt';
    const [first] = await take(context.cluster, configMaps, { namespace: context.namespace, resourceVersion, fieldSelector }, 1);
    expect(first).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'here' } } });
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

  it('follows one object by its name', async () => {
    const { resourceVersion } = await context.cluster.list(configMaps, { namespace: context.namespace });
    await context.cluster.create(configMaps, configMapOf(context.namespace, 'beside'));
    await lifeOf(context, 'alone');
    const options = { namespace: context.namespace, resourceVersion, fieldSelector: 'metadata.name=alone' };
    const events = await take(context.cluster, configMaps, options, 3);
    expect(events.map((event) => 'object' in event && event.object.metadata.name)).toEqual(['alone', 'alone', 'alone']);
  });

  it('ends by itself after the seconds that it was asked for', async () => {
    const { resourceVersion } = await context.cluster.list(configMaps, { namespace: context.namespace });
    const watch = context.cluster.watch(configMaps, { namespace: context.namespace, resourceVersion, timeoutSeconds: 1 });
    expect(await Array.fromAsync(watch)).not.toContainEqual(expect.objectContaining({ type: 'ADDED' }));
  });

  it('has forgotten what was before a kind existed (410)', async () => {
    await context.cluster.create(widgets, { metadata: { namespace: context.namespace, name: 'late' }, spec: { model: 'm' } });
    const watch = context.cluster.watch(widgets, { namespace: context.namespace, resourceVersion: '1', timeoutSeconds: 5 });
    await expect(Array.fromAsync(watch)).rejects.toMatchObject({
      code: 410,
      reason: 'Expired',
      message: expect.stringMatching(/^too old resource version: 1 \(\d+\)$/),
    });
  });
}

function declareBeginnings(context: ContractContext): void {
  const { itOverHttp } = context;

  for (const query of ['', '&resourceVersion=0']) {
    itOverHttp(`begins with the present objects (${query || 'no version'})`, async () => {
      await present(context, 'begin-a', 'begin-b');
      expect(await told(context, `labelSelector=begin${query}`)).toEqual(['ADDED begin-a', 'ADDED begin-b']);
    });
  }

  for (const [what, query, lines] of [
    [
      'asked for the first objects and for bookmarks',
      `allowWatchBookmarks=true&${initial}`,
      ['ADDED begin-a', 'ADDED begin-b', 'BOOKMARK end'],
    ],
    ['asked for bookmarks alone', 'allowWatchBookmarks=true', ['ADDED begin-a', 'ADDED begin-b', 'BOOKMARK end']],
    ['asked for the first objects alone', initial, ['ADDED begin-a', 'ADDED begin-b']],
    ['asked for no first objects', 'allowWatchBookmarks=true&sendInitialEvents=false&resourceVersionMatch=NotOlderThan', []],
  ] as const) {
    itOverHttp(`marks the end of the first objects: ${what}`, async () => {
      await present(context, 'begin-a', 'begin-b');
      // Bookmarks that come by and by are left out: when they come is the server's choice.
      expect((await told(context, `labelSelector=begin&${query}`)).filter((text) => text !== 'BOOKMARK')).toEqual(lines);
    });
  }

  itOverHttp('says before it ends how far it came', async () => {
    const { resourceVersion } = await context.cluster.list(configMaps, { namespace: context.namespace });
    await lifeOf(context, 'counted');
    // A busy server may miss the moment, two seconds before the end.
    const lines = await eventually(
      async () => {
        const told = await linesOf(context, `resourceVersion=${resourceVersion}&allowWatchBookmarks=true&timeoutSeconds=4`);
        return told.at(-1)?.type === 'BOOKMARK' && told;
      },
      { timeoutMs: 40_000 },
    );
    const [last, before] = lines.toReversed();
    expect(last?.object).toEqual({ kind: 'ConfigMap', apiVersion: 'v1', metadata: { resourceVersion: expect.any(String) } });
    expect(Number(last?.object.metadata?.resourceVersion)).toBeGreaterThanOrEqual(Number(before?.object.metadata?.resourceVersion));
  });

  itOverHttp('waits in silence for a version that is yet to come', async () => {
    await present(context, 'begin-a');
    expect(await told(context, `resourceVersion=${future}`)).toEqual([]);
  });

  itOverHttp('does not begin with objects of a version that is yet to come', async () => {
    const [line] = await linesOf(context, `${initial}&resourceVersion=${future}&timeoutSeconds=5`);
    expect(line).toMatchObject({
      type: 'ERROR',
      object: {
        kind: 'Status',
        code: 504,
        reason: 'Timeout',
        details: { causes: [{ reason: 'ResourceVersionTooLarge' }], retryAfterSeconds: 1 },
      },
    });
  });

  itOverHttp('says inside the stream that a version is forgotten', async () => {
    await context.cluster.create(widgets, { metadata: { namespace: context.namespace, name: 'forgotten' }, spec: { model: 'm' } });
    const path = `/apis/${widgets.group}/v1/namespaces/${context.namespace}/widgets?watch=1&resourceVersion=1&timeoutSeconds=5`;
    const answer = await context.raw({ path });
    expect([answer.code, answer.json()]).toEqual([
      200,
      {
        type: 'ERROR',
        object: {
          kind: 'Status',
          apiVersion: 'v1',
          metadata: {},
          status: 'Failure',
          message: expect.stringContaining('too old resource version: 1 ('),
          reason: 'Expired',
          code: 410,
        },
      },
    ]);
  });
}

function declareForms(context: ContractContext): void {
  const { itOverHttp } = context;

  itOverHttp('gives metadata alone to who wants no more', async () => {
    await present(context, 'begin-a');
    const accept = 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io';
    const [added, end] = await linesOf(
      context,
      `fieldSelector=metadata.name%3Dbegin-a&${initial}&allowWatchBookmarks=1&timeoutSeconds=1`,
      accept,
    );
    expect(added?.object).toMatchObject({ kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: { name: 'begin-a' } });
    expect(added?.object).not.toHaveProperty('data');
    expect(end?.object).toMatchObject({
      kind: 'PartialObjectMetadata',
      metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } },
    });
  });

  itOverHttp('gives tables, whose columns the first one alone describes', async () => {
    await present(context, 'begin-a', 'begin-b');
    const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
    const lines = await linesOf(context, `labelSelector=begin&${initial}&allowWatchBookmarks=1&timeoutSeconds=1`, accept);
    const tables = lines.map(({ type, object }) => [
      type,
      object.kind,
      Array.isArray(object.columnDefinitions),
      object.rows?.[0]?.cells[0],
    ]);
    expect(tables).toEqual([
      ['ADDED', 'Table', true, 'begin-a'],
      ['ADDED', 'Table', false, 'begin-b'],
      ['BOOKMARK', 'Table', false, ''],
    ]);
    expect(lines[1]?.object.columnDefinitions).toBeNull();
  });

  itOverHttp('takes no notice of watch= on a single object', async () => {
    await present(context, 'begin-a');
    const answer = await context.raw({ path: `${pathOf(context)}/begin-a?watch=1&timeoutSeconds=1` });
    expect(answer.json()).toMatchObject({ kind: 'ConfigMap', metadata: { name: 'begin-a' } });
  });

  itOverHttp('still serves the older paths below watch/', async () => {
    await present(context, 'begin-a', 'begin-b');
    const path = `/api/v1/watch/namespaces/${context.namespace}/configmaps`;
    expect(readLines((await context.raw({ path: `${path}?labelSelector=begin&timeoutSeconds=1` })).text)).toHaveLength(2);
    expect(readLines((await context.raw({ path: `${path}/begin-a?timeoutSeconds=1` })).text)).toHaveLength(1);
  });
}

function declareRefusals(context: ContractContext): void {
  const { itOverHttp } = context;

  for (const [query, code, message] of [
    ['resourceVersion=abc', 500, 'resourceVersion: Invalid value: "abc": strconv.ParseUint: parsing "abc": invalid syntax'],
    ['sendInitialEvents=true', 422, 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan'],
    [
      'resourceVersion=1&resourceVersionMatch=NotOlderThan',
      422,
      'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
    ],
    [
      'sendInitialEvents=true&resourceVersionMatch=Exact&resourceVersion=1',
      422,
      'Unsupported value: "Exact": supported values: "NotOlderThan"',
    ],
    ['fieldSelector=data.a%3D1', 400, '"data.a" is not a known field selector: only "metadata.name", "metadata.namespace"'],
    ['labelSelector=a%3Db%3Dc', 400, "found '=', expected: ',' or 'end of string'"],
    ['timeoutSeconds=long', 400, 'strconv.ParseInt: parsing "long": invalid syntax'],
  ] as const) {
    itOverHttp(`refuses a watch with ${decodeURIComponent(query)}`, async () => {
      const answer = await context.raw({ path: `${pathOf(context)}?watch=1&${query}` });
      expect([answer.code, answer.json()]).toEqual([code, expect.objectContaining({ kind: 'Status', code })]);
      expect(answer.json()['message']).toContain(message);
    });
  }
}

interface Line {
  type: string;
  object: {
    kind?: string;
    metadata?: { name?: string; resourceVersion?: string; annotations?: Record<string, string> };
    columnDefinitions?: unknown;
    rows?: { cells: unknown[] }[];
  };
}

/** Creates, changes and deletes an object; gives its last state. */
async function lifeOf({ cluster, namespace }: ContractContext, name: string) {
  await cluster.create(configMaps, configMapOf(namespace, name, { a: '1' }));
  const last = await cluster.patch(configMaps, { namespace, name }, { type: 'merge', body: { data: { a: '2' } } });
  await cluster.delete(configMaps, { namespace, name });
  return last;
}

/** Objects labelled `begin`; those that are there stay. */
async function present({ cluster, namespace }: ContractContext, ...names: string[]): Promise<void> {
  const { items } = await cluster.list(configMaps, { namespace, labelSelector: 'begin' });
  const missing = names.filter((name) => !items.some(({ metadata }) => metadata.name === name));
  for (const name of missing) await cluster.create(configMaps, configMapOf(namespace, name, {}, { begin: '' }));
}

/** What a watch of a second told, as `ADDED name`; the bookmark after the first objects is `BOOKMARK end`. */
async function told(context: ContractContext, query: string): Promise<string[]> {
  const lines = await linesOf(context, `${query}&timeoutSeconds=1`);
  return lines.map(({ type, object: { metadata } }) => {
    const isEnd = metadata?.annotations?.['k8s.io/initial-events-end'] === 'true';
    return [type, isEnd ? 'end' : metadata?.name].filter((word) => word !== undefined).join(' ');
  });
}

async function linesOf(context: ContractContext, query: string, accept = 'application/json'): Promise<Line[]> {
  return readLines((await context.raw({ path: `${pathOf(context)}?watch=1&${query}`, headers: { accept } })).text);
}

function readLines(text: string): Line[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

function pathOf({ namespace }: ContractContext): string {
  return `/api/v1/namespaces/${namespace}/configmaps`;
}
