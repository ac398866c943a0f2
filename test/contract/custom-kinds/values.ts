import { expect } from 'vitest';
import { eventually } from '../../helpers/eventually.ts';
import type { ContractContext } from '../contract.ts';
import { type Anything, causesOf, define, redefine, refusal, withSpec } from '../custom-definitions.ts';

/** A spec of one field of this schema, a value for it, and the cause that refuses the value. */
const wrongValues: [name: string, schema: object, value: unknown, cause: string][] = [
  [
    'a text that is no time',
    { type: 'string', format: 'date-time' },
    'noon',
    'FieldValueTypeInvalid: Invalid value: "noon": spec.f in body must be of type date-time: "noon"',
  ],
  [
    'a text that the pattern does not match',
    { type: 'string', pattern: '^(?i)a+\\z' },
    'AAb',
    'FieldValueInvalid: Invalid value: "AAb": spec.f in body should match \'^(?i)a+\\z\'',
  ],
  ['a text too long', { type: 'string', maxLength: 2 }, 'abc', 'FieldValueTooLong: Too long: may not be more than 2 bytes'],
  [
    'a number below the least',
    { type: 'number', minimum: 1, exclusiveMinimum: true },
    1,
    'FieldValueInvalid: Invalid value: 1: spec.f in body should be greater than 1',
  ],
  [
    'a number between steps',
    { type: 'number', multipleOf: 0.5 },
    1.7,
    'FieldValueInvalid: Invalid value: 1.7: spec.f in body should be a multiple of 0.5',
  ],
  [
    'too many items',
    { type: 'array', maxItems: 1, items: { type: 'string' } },
    ['a', 'b'],
    'FieldValueTooMany: Too many: 2: must have at most 1 item',
  ],
  [
    'an item twice in a set',
    { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } },
    ['a', 'a'],
    'FieldValueDuplicate: Duplicate value: "a"',
  ],
  [
    'neither a number nor a text',
    { 'x-kubernetes-int-or-string': true },
    true,
    'FieldValueTypeInvalid: Invalid value: "boolean": spec.f in body must be of type integer,string: "boolean"',
  ],
  [
    'another value than those listed',
    { type: 'string', enum: ['a', 'b'] },
    'c',
    'FieldValueNotSupported: Unsupported value: "c": supported values: "a", "b"',
  ],
];

/** What becomes of values: defaults, unknown fields, nulls, limits. */
export function declareValues(context: ContractContext): void {
  const { it } = context;

  for (const [index, [name, schema, value, cause]] of wrongValues.entries()) {
    it(`refuses ${name}`, async () => {
      await using defined = await define(context.cluster, {
        kind: `Limited${index}`,
        versions: { v1: { schema: withSpec({ type: 'object', properties: { f: schema } }) } },
      });
      const object = { metadata: { namespace: context.namespace, name: 'wrong' }, spec: { f: value } };
      const field = cause.startsWith('FieldValueDuplicate') ? 'spec.f[1]' : 'spec.f';
      expect(causesOf(await refusal(context.cluster.create(defined.kind, object)))).toEqual([`${field}: ${cause}`]);
    });
  }

  it('fills in defaults that came after an object was written, when it is read', async () => {
    const schema = (preset: object) =>
      withSpec({ type: 'object', properties: { a: { type: 'integer' }, b: { type: 'string', ...preset } } });
    await using defined = await define(context.cluster, { kind: 'Late', versions: { v1: { schema: schema({}) } } });
    const key = { namespace: context.namespace, name: 'early' };
    const { metadata } = await context.cluster.create(defined.kind, { metadata: key, spec: { a: 1 } });
    await redefine(context.cluster, defined.definition.metadata?.name ?? '', ({ spec }) => {
      Object.assign(spec.versions[0]?.schema ?? {}, { openAPIV3Schema: schema({ default: 'given' }) });
    });
    const read = await eventually(async () => {
      const found: Anything = await context.cluster.get(defined.kind, key);
      return found.spec?.['b'] === 'given' && found;
    });
    expect(read.metadata).toMatchObject({ resourceVersion: metadata.resourceVersion, generation: 1 });
    const { items } = await context.cluster.list(defined.kind, { namespace: context.namespace });
    expect(items.map(({ spec }) => spec)).toEqual([{ a: 1, b: 'given' }]);
  });

  it('fills in defaults from the outside in, and instead of nulls that may not be', async () => {
    const inner = { type: 'object', default: {}, properties: { n: { type: 'integer', default: 1 } } };
    const properties = {
      inner,
      list: { type: 'array', items: { type: 'object', properties: { x: { type: 'string', default: 'x' } } } },
      kept: { type: 'string', nullable: true, default: 'k' },
      filled: { type: 'string', default: 'f' },
      dropped: { type: 'string' },
    };
    await using defined = await define(context.cluster, {
      kind: 'Filled',
      versions: { v1: { schema: withSpec({ type: 'object', properties }) } },
    });
    const spec = { list: [{}], kept: null, filled: null, dropped: null };
    const created: Anything = await context.cluster.create(defined.kind, { metadata: { namespace: context.namespace, name: 'a' }, spec });
    expect(created.spec).toEqual({ inner: { n: 1 }, list: [{ x: 'x' }], kept: null, filled: 'f' });
  });

  it('drops unknown fields, but not where the schema keeps them', async () => {
    const properties = {
      known: { type: 'object', properties: { a: { type: 'string' } } },
      kept: {
        type: 'object',
        'x-kubernetes-preserve-unknown-fields': true,
        properties: { a: { type: 'object', properties: { b: { type: 'string' } } } },
      },
      embedded: {
        type: 'object',
        'x-kubernetes-embedded-resource': true,
        properties: { spec: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
      any: { 'x-kubernetes-preserve-unknown-fields': true },
    };
    await using defined = await define(context.cluster, {
      kind: 'Pruned',
      versions: { v1: { schema: withSpec({ type: 'object', properties }) } },
    });
    const spec = {
      known: { a: 'a', b: 'b' },
      kept: { a: { b: 'b', c: 'c' }, d: { e: null } },
      embedded: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', labels: { a: 'b' }, nonsense: 1 }, spec: { x: 1 }, other: 1 },
      any: [1, { a: 1 }],
      unknown: 1,
    };
    const created: Anything = await context.cluster.create(defined.kind, { metadata: { namespace: context.namespace, name: 'a' }, spec });
    expect(created.spec).toEqual({
      known: { a: 'a' },
      kept: { a: { b: 'b' }, d: { e: null } },
      embedded: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', labels: { a: 'b' } }, spec: { x: 1 } },
      any: [1, { a: 1 }],
    });
    const nameless = { metadata: { namespace: context.namespace, name: 'b' }, spec: { embedded: { kind: 'Pod' } } };
    expect(causesOf(await refusal(context.cluster.create(defined.kind, nameless)))).toEqual([
      'spec.embedded.apiVersion: FieldValueRequired: Required value',
    ]);
  });

  it('lets stand what was wrong before, as long as it is not touched', async () => {
    const schema = (limits: object) =>
      withSpec({ type: 'object', properties: { name: { type: 'string', ...limits }, other: { type: 'string' } } });
    await using defined = await define(context.cluster, { kind: 'Ratcheted', versions: { v1: { schema: schema({}) } } });
    const key = { namespace: context.namespace, name: 'a' };
    await context.cluster.create(defined.kind, { metadata: key, spec: { name: 'too long' } });
    await redefine(context.cluster, defined.definition.metadata?.name ?? '', ({ spec }) => {
      Object.assign(spec.versions[0]?.schema ?? {}, { openAPIV3Schema: schema({ maxLength: 3 }) });
    });
    await eventually(
      async () =>
        (
          await refusal(
            context.cluster.create(defined.kind, { metadata: { ...key, name: 'b' }, spec: { name: 'too long' } }, { dryRun: true }),
          )
        ).code === 422,
    );
    expect(await context.cluster.patch(defined.kind, key, { type: 'merge', body: { spec: { other: 'x' } } })).toMatchObject({
      spec: { other: 'x' },
    });
    const touched = context.cluster.patch(defined.kind, key, { type: 'merge', body: { spec: { name: 'still too long' } } });
    expect(causesOf(await refusal(touched))).toEqual(['spec.name: FieldValueTooLong: Too long: may not be more than 3 bytes']);
  });
}
