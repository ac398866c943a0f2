import { expect } from 'vitest';
import { configMaps } from '../../../clusters/kinds.ts';
import type { ContractContext, ContractTopic } from '../contract.ts';
import { configMapOf, widgets } from '../objects.ts';

const labelled = 'labelSelector=page';
const future = '9000000000000';

export const readingContract: ContractTopic = {
  name: 'reading',
  declare(context) {
    declareObjects(context);
    declarePages(context);
    declareVersions(context);
    declareSelectors(context);
  },
};

function declareObjects(context: ContractContext): void {
  const { it, itOverHttp } = context;

  it('gives a created object an identity, a version and a time', async () => {
    const created = await context.cluster.create(configMaps, configMapOf(context.namespace, 'identity', { a: '1' }));
    expect(created.metadata).toMatchObject({ name: 'identity', uid: expect.any(String), resourceVersion: expect.any(String) });
    expect(await context.cluster.get(configMaps, { namespace: context.namespace, name: 'identity' })).toEqual(created);
  });

  it('names an object that has only a generateName', async () => {
    const created = await context.cluster.create(configMaps, { metadata: { generateName: 'some-', namespace: context.namespace } });
    expect(created.metadata.name).toMatch(/^some-[a-z0-9]{5}$/);
  });

  it('lists in the order of names', async () => {
    await createPages(context);
    expect(await pageNames(context, {})).toEqual(['page-0', 'page-1', 'page-2', 'page-3', 'page-4']);
  });

  itOverHttp('says the kind of built-in objects once for a list, and that of custom ones in each', async () => {
    await createPages(context);
    await context.cluster.create(widgets, { metadata: { namespace: context.namespace, name: 'listed' }, spec: { model: 'm' } });
    const ofConfigMaps = await list(context, labelled);
    expect([ofConfigMaps.kind, ofConfigMaps.apiVersion, ofConfigMaps.items[0]?.kind]).toEqual(['ConfigMapList', 'v1', undefined]);
    const path = `/apis/${widgets.group}/v1/namespaces/${context.namespace}/widgets`;
    const ofWidgets = (await context.raw({ path })).json<List>();
    expect([ofWidgets.kind, ofWidgets.items[0]?.kind, ofWidgets.items[0]?.apiVersion]).toEqual([
      'WidgetList',
      'Widget',
      `${widgets.group}/v1`,
    ]);
  });

  itOverHttp('gives the metadata alone when that is all a client wants', async () => {
    await createPages(context);
    const accept = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io';
    const { kind, apiVersion, items } = (await context.raw({ path: `${pathOf(context)}?${labelled}`, headers: { accept } })).json<List>();
    expect([kind, apiVersion]).toEqual(['PartialObjectMetadataList', 'meta.k8s.io/v1']);
    expect(items[0]).toMatchObject({ kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: { name: 'page-0' } });
    expect(items[0]).not.toHaveProperty('data');
  });
}

function declarePages(context: ContractContext): void {
  const { it, itOverHttp } = context;

  it('gives a list in pages', async () => {
    await createPages(context);
    const first = await pageOf(context, { limit: 2 });
    const second = await pageOf(context, { limit: 2, continueToken: first.continueToken });
    const third = await pageOf(context, { limit: 2, continueToken: second.continueToken });
    expect([first, second, third].map(({ names }) => names)).toEqual([['page-0', 'page-1'], ['page-2', 'page-3'], ['page-4']]);
    expect(third.continueToken).toBeFalsy();
  });

  it('shows on every page the objects as they were for the first one', async () => {
    await createPages(context);
    const first = await pageOf(context, { limit: 2 });
    await context.cluster.delete(configMaps, { namespace: context.namespace, name: 'page-3' });
    await context.cluster.create(configMaps, configMapOf(context.namespace, 'page-35', {}, { page: 'late' }));
    const rest = await pageOf(context, { continueToken: first.continueToken });
    await context.cluster.delete(configMaps, { namespace: context.namespace, name: 'page-35' });
    expect([rest.names, rest.resourceVersion]).toEqual([['page-2', 'page-3', 'page-4'], first.resourceVersion]);
  });

  it('goes on with the present objects when a token names no version', async () => {
    await createPages(context);
    const token = tokenOf({ v: 'meta.k8s.io/v1', rv: -1, start: '/page-2\0' });
    expect((await pageOf(context, { continueToken: token })).names).toEqual(['page-3', 'page-4']);
  });

  itOverHttp('says how many more there are, unless a selector makes that unknown', async () => {
    await createPages(context);
    const all = await list(context, '');
    expect((await list(context, 'limit=2')).metadata.remainingItemCount).toBe(all.items.length - 2);
    expect((await list(context, `limit=2&${labelled}`)).metadata).not.toHaveProperty('remainingItemCount');
  });

  itOverHttp('has no pages for whoever takes any version', async () => {
    await createPages(context);
    const { items, metadata } = await list(context, `limit=2&resourceVersion=0&${labelled}`);
    expect([items.length, metadata.continue]).toEqual([5, undefined]);
  });

  for (const [what, token, why] of [
    ['is no base64', 'a%20b', 'illegal base64 data at input byte 1'],
    ['is no JSON', Buffer.from('nothing').toString('base64url'), "invalid character 'o' in literal null (expecting 'u')"],
    ['is of another format', tokenOf({ v: 'x', rv: 1, start: '/a' }), 'server does not recognize this encoded version x'],
    ['has no version', tokenOf({ v: 'meta.k8s.io/v1', start: '/a' }), 'incorrect encoded start resourceVersion (version meta.k8s.io/v1)'],
    ['has no start', tokenOf({ v: 'meta.k8s.io/v1', rv: 1 }), 'encoded start key empty (version meta.k8s.io/v1)'],
    ['leaves its place', tokenOf({ v: 'meta.k8s.io/v1', rv: 1, start: '../secrets' }), '../secrets'],
  ] as const) {
    itOverHttp(`refuses a token that ${what}`, async () => {
      const answer = (await context.raw({ path: `${pathOf(context)}?continue=${token}` })).json();
      expect(answer).toMatchObject({ code: 400, reason: 'BadRequest' });
      // What is wrong with JSON is said in the words of whoever reads it.
      const says = what === 'is no JSON' ? 'invalid continue token: continue key is not valid: invalid character' : why;
      expect(answer['message']).toContain(says);
    });
  }
}

function declareVersions(context: ContractContext): void {
  const { itOverHttp } = context;

  itOverHttp('lists the past as it was', async () => {
    await createPages(context);
    const { metadata } = await list(context, labelled);
    await context.cluster.delete(configMaps, { namespace: context.namespace, name: 'page-1' });
    const past = await list(context, `${labelled}&resourceVersion=${metadata.resourceVersion}&resourceVersionMatch=Exact`);
    const notOlder = await list(context, `${labelled}&resourceVersion=${metadata.resourceVersion}&resourceVersionMatch=NotOlderThan`);
    const limited = await list(context, `${labelled}&resourceVersion=${metadata.resourceVersion}&limit=10`);
    expect([past, notOlder, limited].map(({ items }) => items.length)).toEqual([5, 4, 5]);
    expect(past.metadata.resourceVersion).toBe(metadata.resourceVersion);
  });

  for (const [what, suffix] of [
    ['a list', `?resourceVersion=${future}`],
    ['an exact list', `?resourceVersion=${future}&resourceVersionMatch=Exact`],
    ['an object', `/page-0?resourceVersion=${future}`],
    ['a page', `?continue=${tokenOf({ v: 'meta.k8s.io/v1', rv: Number(future), start: '/a' })}`],
  ] as const) {
    itOverHttp(`does not have ${what} of a version that is yet to come`, async () => {
      await createPages(context);
      const answer = await context.raw({ path: pathOf(context) + suffix });
      expect([answer.code, answer.json()]).toEqual([
        504,
        {
          kind: 'Status',
          apiVersion: 'v1',
          metadata: {},
          status: 'Failure',
          message: expect.stringMatching(new RegExp(`^Timeout: Too large resource version: ${future}, current: \\d+$`)),
          reason: 'Timeout',
          details: {
            causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
            retryAfterSeconds: 1,
          },
          code: 504,
        },
      ]);
    });
  }

  for (const [query, code, fields, message] of [
    [
      'resourceVersion=abc',
      400,
      [],
      'invalid resource version: resourceVersion: Invalid value: "abc": strconv.ParseUint: parsing "abc": invalid syntax',
    ],
    ['resourceVersionMatch=Exact', 422, ['resourceVersionMatch'], 'resourceVersionMatch is forbidden unless resourceVersion is provided'],
    [
      'resourceVersion=0&resourceVersionMatch=Exact',
      422,
      ['resourceVersionMatch'],
      'resourceVersionMatch "exact" is forbidden for resourceVersion "0"',
    ],
    [
      'resourceVersion=1&resourceVersionMatch=Near',
      422,
      ['resourceVersionMatch'],
      'Unsupported value: "Near": supported values: "Exact", "NotOlderThan", ""',
    ],
    [
      'continue=x&resourceVersionMatch=Exact',
      422,
      ['resourceVersionMatch', 'resourceVersionMatch'],
      'resourceVersionMatch is forbidden when continue is provided',
    ],
    ['sendInitialEvents=true', 422, ['sendInitialEvents'], 'sendInitialEvents is forbidden for list'],
    ['limit=many', 400, [], 'strconv.ParseInt: parsing "many": invalid syntax'],
    ['timeoutSeconds=long', 400, [], 'strconv.ParseInt: parsing "long": invalid syntax'],
    [
      `resourceVersion=1&continue=${tokenOf({ v: 'meta.k8s.io/v1', rv: 1, start: '/a' })}`,
      400,
      [],
      'specifying resource version is not allowed when using continue',
    ],
  ] as const) {
    itOverHttp(`refuses a list with ${query.replace(/continue=ey.*/, 'a token')}`, async () => {
      const answer = await context.raw({ path: `${pathOf(context)}?${query}` });
      const status = answer.json<{ message: string; details?: { causes?: { field: string }[] } }>();
      expect([answer.code, (status.details?.causes ?? []).map(({ field }) => field)]).toEqual([code, fields]);
      expect(status.message).toContain(message);
    });
  }

  itOverHttp('fails to get an object of a version that is none', async () => {
    const answer = await context.raw({ path: `${pathOf(context)}/x?resourceVersion=abc` });
    expect([answer.code, answer.json()]).toEqual([
      500,
      {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message: 'resourceVersion: Invalid value: "abc": strconv.ParseUint: parsing "abc": invalid syntax',
        code: 500,
      },
    ]);
  });
}

function declareSelectors(context: ContractContext): void {
  const { it } = context;

  for (const [labelSelector, names] of [
    ['page=1', ['page-1']],
    ['page==1', ['page-1']],
    ['page,page!=1', ['page-0', 'page-2', 'page-3', 'page-4']],
    ['page in (1,2),page notin (2)', ['page-1']],
    ['page>2', ['page-3', 'page-4']],
    ['page<1', ['page-0']],
    ['page,!missing', ['page-0', 'page-1', 'page-2', 'page-3', 'page-4']],
    ['page in ()', []],
    ['page = 1', ['page-1']],
  ] as const) {
    it(`selects by labels: ${labelSelector}`, async () => {
      await createPages(context);
      expect((await pageOf(context, { labelSelector })).names).toEqual(names);
    });
  }

  for (const [fieldSelector, names] of [
    ['metadata.name=page-1', ['page-1']],
    ['metadata.name==page-1', ['page-1']],
    ['metadata.name!=page-1,metadata.name!=page-2', ['page-0', 'page-3', 'page-4']],
    ['metadata.namespace=elsewhere', []],
  ] as const) {
    it(`selects by fields: ${fieldSelector}`, async () => {
      await createPages(context);
      expect((await pageOf(context, { fieldSelector, labelSelector: 'page' })).names).toEqual(names);
    });
  }

  for (const [labelSelector, message] of [
    ['a b', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
    ['a in b', "unable to parse requirement: found 'b' expected: '('"],
    ['a in (b', "unable to parse requirement: found '', expected: ',' or ')'"],
    ['a in (b c)', "unable to parse requirement: found 'c', expected: ',' or ')'"],
    ['!!', "unable to parse requirement: found '!', expected: identifier"],
    ['a=b=c', "found '=', expected: ',' or 'end of string'"],
    ['a===b', "unable to parse requirement: found '=', expected: identifier"],
    [',a', "found ',', expected: !, identifier, or 'end of string'"],
    ['a,', "found '', expected: identifier after ','"],
    ['a>x', `unable to parse requirement: values[0]: Invalid value: "x": for 'Gt', 'Lt' operators, the value must be an integer`],
    ['-a=b', 'unable to parse requirement: <nil>: Invalid value: "-a": name part must consist of alphanumeric characters'],
    ['a=-b', 'unable to parse requirement: values[0][a]: Invalid value: "-b": a valid label must be an empty string or consist of'],
  ] as const) {
    it(`refuses the label selector ${labelSelector}`, () => refusesSelector(context, { labelSelector }, message));
  }

  for (const [fieldSelector, message] of [
    ['data.a=1', '"data.a" is not a known field selector: only "metadata.name", "metadata.namespace"'],
    ['metadata.name', "invalid selector: 'metadata.name'; can't understand 'metadata.name'"],
    ['metadata.name=a=b', 'invalid field selector: unescaped character in value: 61'],
    ['metadata.name=a\\b', 'invalid field selector: invalid escape sequence: \\b'],
  ] as const) {
    it(`refuses the field selector ${fieldSelector}`, () => refusesSelector(context, { fieldSelector }, message));
  }

  it('refuses to select custom objects by a field that their definition does not offer', async () => {
    await expect(context.cluster.list(widgets, { namespace: context.namespace, fieldSelector: 'spec.model=m' })).rejects.toMatchObject({
      code: 400,
      message: expect.stringContaining('field label not supported: spec.model'),
    });
  });
}

interface List {
  kind: string;
  apiVersion: string;
  metadata: { resourceVersion: string; continue?: string; remainingItemCount?: number };
  items: { kind?: string; apiVersion?: string; metadata: { name: string } }[];
}

interface PageRequest {
  limit?: number;
  continueToken?: string | undefined;
  labelSelector?: string;
  fieldSelector?: string;
}

/** Five objects, `page-0` to `page-4`, labelled with their number; those that are there stay. */
async function createPages({ cluster, namespace }: ContractContext): Promise<void> {
  for (const page of ['0', '1', '2', '3', '4']) {
    await cluster.apply(configMaps, configMapOf(namespace, `page-${page}`, {}, { page }), { fieldManager: 'contract' });
  }
}

async function pageOf({ cluster, namespace }: ContractContext, request: PageRequest) {
  const { items, ...page } = await cluster.list(configMaps, { namespace, labelSelector: 'page', ...request });
  return { ...page, names: items.map(({ metadata }) => metadata.name) };
}

async function pageNames(context: ContractContext, request: PageRequest): Promise<string[]> {
  return (await pageOf(context, request)).names;
}

function pathOf({ namespace }: ContractContext): string {
  return `/api/v1/namespaces/${namespace}/configmaps`;
}

async function list(context: ContractContext, query: string): Promise<List> {
  return (await context.raw({ path: `${pathOf(context)}?${query}` })).json<List>();
}

function tokenOf(token: object): string {
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

async function refusesSelector({ cluster, namespace }: ContractContext, selector: PageRequest, message: string): Promise<void> {
  await expect(cluster.list(configMaps, { namespace, ...selector })).rejects.toMatchObject({
    code: 400,
    reason: 'BadRequest',
    message: expect.stringContaining(message),
  });
}
