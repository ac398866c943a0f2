import { expect } from 'vitest';
import { eventually } from '../../helpers/eventually.ts';
import type { ContractContext } from '../contract.ts';
import { type Anything, define, refusal, withSpec } from '../custom-definitions.ts';

const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io';

const columns = [
  { name: 'Text', type: 'string', jsonPath: '.spec.text' },
  { name: 'Number', type: 'integer', jsonPath: '.spec.number' },
  { name: 'Ready', type: 'string', jsonPath: '.spec.conditions[?(@.type=="Ready")].status' },
  { name: 'Large', type: 'string', jsonPath: '.spec.numbers[?(@.v>1)].v' },
  { name: 'Last', type: 'string', jsonPath: '.spec.list[-1]' },
  { name: 'List', type: 'string', jsonPath: '.spec.list' },
  { name: 'Label', type: 'string', jsonPath: '.metadata.labels.example\\.com/a' },
  { name: 'Wrong', type: 'integer', jsonPath: '.spec.text' },
  { name: 'Never', type: 'date', jsonPath: '.spec.text' },
  { name: 'Missing', type: 'string', jsonPath: '.spec.none' },
  { name: 'Wide', type: 'boolean', jsonPath: '.spec.yes', priority: 1, description: 'wide' },
];

/** How custom kinds are served: tables, scale, selection, discovery, warnings. */
export function declareServing(context: ContractContext): void {
  const { it, itOverHttp } = context;
  const anySpec = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  const pathOf = ({ group, version, plural }: { group: string; version: string; plural: string }) =>
    `/apis/${group}/${version}/namespaces/${context.namespace}/${plural}`;

  itOverHttp('shows the columns of a definition as a table', async () => {
    await using defined = await define(context.cluster, {
      kind: 'Shown',
      versions: { v1: { schema: withSpec(anySpec), more: { additionalPrinterColumns: columns } } },
    });
    const spec = {
      text: 't',
      number: 3,
      yes: true,
      list: ['p', 'q'],
      conditions: [
        { type: 'A', status: 'False' },
        { type: 'Ready', status: 'True' },
      ],
      numbers: [{ v: 1 }, { v: 2 }],
    };
    await context.cluster.create(defined.kind, {
      metadata: { namespace: context.namespace, name: 'a', labels: { 'example.com/a': 'l' } },
      spec,
    });
    const answer = await context.raw({ path: pathOf(defined.kind), headers: { accept: TABLE } });
    const { columnDefinitions, rows } = answer.json<{ columnDefinitions: Record<string, unknown>[]; rows: { cells: unknown[] }[] }>();
    expect(columnDefinitions.slice(1)).toEqual(
      columns.map(({ name, type, jsonPath, priority = 0, description }) => ({
        name,
        type,
        format: '',
        description: description ?? `Custom resource definition column (in JSONPath format): ${jsonPath}`,
        priority,
      })),
    );
    expect(rows.map(({ cells }) => cells)).toEqual([['a', 't', 3, 'True', '2', 'q', '["p","q"]', 'l', null, '<invalid>', null, true]]);
  });

  it('scales by the paths of a definition', async () => {
    const scale = { specReplicasPath: '.spec.size', statusReplicasPath: '.status.size', labelSelectorPath: '.status.selector' };
    await using defined = await define(context.cluster, {
      kind: 'Scaled',
      versions: { v1: { schema: withSpec(anySpec), more: { subresources: { status: {}, scale } } } },
    });
    const key = { namespace: context.namespace, name: 'a' };
    await context.cluster.create(defined.kind, { metadata: key, spec: { size: 2 } });
    await context.cluster.patch(
      defined.kind,
      key,
      { type: 'merge', body: { status: { size: 1, selector: 'app=a' } } },
      { subresource: 'status' },
    );
    const read: Anything = await context.cluster.get(defined.kind, key, { subresource: 'scale' });
    expect(read).toMatchObject({
      apiVersion: 'autoscaling/v1',
      kind: 'Scale',
      spec: { replicas: 2 },
      status: { replicas: 1, selector: 'app=a' },
    });
    await context.cluster.patch(defined.kind, key, { type: 'merge', body: { spec: { replicas: 5 } } }, { subresource: 'scale' });
    expect(await context.cluster.get(defined.kind, key)).toMatchObject({ spec: { size: 5 }, metadata: { generation: 2 } });
  });

  it('selects by the fields that a definition offers, and by no others', async () => {
    const spec = { type: 'object', properties: { color: { type: 'string' }, size: { type: 'integer' }, big: { type: 'boolean' } } };
    const selectableFields = [{ jsonPath: '.spec.color' }, { jsonPath: '.spec.size' }, { jsonPath: '.spec.big' }];
    await using defined = await define(context.cluster, {
      kind: 'Selected',
      versions: { v1: { schema: withSpec(spec), more: { selectableFields } } },
    });
    for (const [name, color, size] of [
      ['a', 'red', 1],
      ['b', 'blue', 1],
      ['c', 'red', 2],
    ] as const) {
      await context.cluster.create(defined.kind, {
        metadata: { namespace: context.namespace, name },
        spec: { color, size, big: size > 1 },
      });
    }
    const names = async (fieldSelector: string) =>
      (await context.cluster.list(defined.kind, { namespace: context.namespace, fieldSelector })).items.map(
        ({ metadata }) => metadata.name,
      );
    expect(await names('spec.color=red')).toEqual(['a', 'c']);
    expect(await names('spec.color=red,spec.size!=2')).toEqual(['a']);
    expect(await names('spec.big=true')).toEqual(['c']);
    expect(await refusal(names('spec.other=1'))).toMatchObject({
      code: 400,
      message: expect.stringContaining('field label not supported: spec.other'),
    });
  });

  itOverHttp('warns with every answer about a version that is deprecated', async () => {
    const versions = {
      v1: { schema: withSpec(anySpec) },
      v1beta1: { schema: withSpec(anySpec), more: { deprecated: true } },
      v1alpha1: { schema: withSpec(anySpec), more: { deprecated: true, deprecationWarning: 'use "v1"' } },
    };
    await using defined = await define(context.cluster, { kind: 'Aging', versions });
    const warningOf = async (version: string) => (await context.raw({ path: pathOf({ ...defined.kind, version }) })).headers['warning'];
    expect(await warningOf('v1')).toBeUndefined();
    expect(await warningOf('v1beta1')).toBe(
      `299 - "${defined.kind.group}/v1beta1 Aging is deprecated; use ${defined.kind.group}/v1 Aging"`,
    );
    expect(await warningOf('v1alpha1')).toBe('299 - "use \\"v1\\""');
  });

  itOverHttp('discovers versions in the order of stability, with names and subresources', async () => {
    const more = { subresources: { status: {} } };
    const versions = {
      v1alpha1: { schema: withSpec(anySpec) },
      v2: { schema: withSpec(anySpec), more },
      v1: { schema: withSpec(anySpec), more },
    };
    await using defined = await define(context.cluster, { kind: 'Listed', names: { shortNames: ['ls'], categories: ['all'] }, versions });
    const { group, plural } = defined.kind;
    // Definitions of other tests share the group, and their versions leave it some time after them.
    await eventually(async () => {
      const found = await context.raw({ path: `/apis/${group}` });
      expect(found.json<{ versions: { version: string }[] }>().versions.map(({ version }) => version)).toEqual(['v2', 'v1', 'v1alpha1']);
      return true;
    });
    const { resources } = (await context.raw({ path: `/apis/${group}/v1` })).json<{ resources: Record<string, unknown>[] }>();
    const verbs = ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch'];
    expect(
      resources.filter(({ name }) => String(name).startsWith(plural)).map(({ storageVersionHash: _, ...resource }) => resource),
    ).toEqual([
      { name: plural, singularName: 'listed', namespaced: true, kind: 'Listed', verbs, shortNames: ['ls'], categories: ['all'] },
      { name: `${plural}/status`, singularName: '', namespaced: true, kind: 'Listed', verbs: ['get', 'patch', 'update'] },
    ]);
  });
}
