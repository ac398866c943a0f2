import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuantity } from '../../../../clusters/quantity.ts';
import { compareFields, touched } from '../../../../clusters/sandbox/api/apply/compare.ts';
import { difference, type FieldSet, intersection, isEmpty, members, union } from '../../../../clusters/sandbox/api/apply/field-set.ts';
import { mergeApplied } from '../../../../clusters/sandbox/api/apply/merge.ts';
import { fieldSetOf } from '../../../../clusters/sandbox/api/apply/structure.ts';
import { structuralProblems } from '../../../../clusters/sandbox/api/custom/structural-schema.ts';
import { compareVersions } from '../../../../clusters/sandbox/api/custom/version-order.ts';
import { copyJson, equalJson } from '../../../../clusters/sandbox/api/json.ts';
import { mergePatch } from '../../../../clusters/sandbox/api/patching/merge-patch.ts';
import { strategicMergePatch } from '../../../../clusters/sandbox/api/patching/strategic-merge-patch.ts';
import { durationText } from '../../../../clusters/sandbox/api/printing/duration.ts';
import { readJsonPath } from '../../../../clusters/sandbox/api/printing/json-path.ts';
import { parseLabelSelector } from '../../../../clusters/sandbox/api/selectors/label-selector.ts';

const jsonObject = fc.dictionary(fc.string(), fc.jsonValue());

describe('JSON data', () => {
  it('is equal to its copy, which shares nothing', () => {
    fc.assert(
      fc.property(jsonObject, (value) => {
        const copy = copyJson(value);
        return equalJson(copy, value) && copy !== value;
      }),
    );
  });

  it('takes a field called __proto__ as data', () => {
    const value = JSON.parse('{"__proto__":{"polluted":true}}');
    expect(Object.keys(copyJson(value))).toEqual(['__proto__']);
    expect(mergePatch({}, value)).not.toHaveProperty('polluted');
  });
});

describe('field sets', () => {
  const names = fc.constantFrom('f:a', 'f:b', 'k:{"name":"c"}');
  const { set } = fc.letrec<{ set: FieldSet }>((tie) => ({
    set: fc.oneof({ maxDepth: 3 }, fc.constant({}), fc.dictionary(names, tie('set'), { maxKeys: 3 })) as fc.Arbitrary<FieldSet>,
  }));

  it('obey the laws of sets', () => {
    const texts = (one: FieldSet) => new Set(members(one).map((path) => path.join('/')));
    fc.assert(
      fc.property(set, set, (left, right) => {
        const [mine, other] = [texts(left), texts(right)];
        expect(texts(union(left, right))).toEqual(new Set([...mine, ...other]));
        expect(texts(intersection(left, right))).toEqual(new Set([...mine].filter((path) => other.has(path))));
        expect(texts(difference(left, right))).toEqual(new Set([...mine].filter((path) => !other.has(path))));
      }),
    );
  });

  it('name nothing changed where nothing is, and what is applied after a merge', () => {
    fc.assert(
      fc.property(jsonObject, jsonObject, (live, applied) => {
        expect(isEmpty(touched(compareFields(live, live, undefined)))).toBe(true);
        const merged = mergeApplied(live, applied, undefined);
        expect(isEmpty(difference(fieldSetOf(applied, undefined), fieldSetOf(merged, undefined)))).toBe(true);
      }),
    );
  });
});

it.each([
  ['a list', ['x']],
  ['a value', 7],
])('a map of free form that becomes %s changes as a whole, and loses its parts', (_what, next) => {
  const comparison = compareFields({ model: { id: 'a' } }, { model: next }, undefined);
  expect(comparison).toEqual({ added: {}, modified: { 'f:model': {} }, removed: { 'f:model': { 'f:id': {} } } });
});

describe('strategic merge patches', () => {
  const schema = {
    properties: {
      items: { 'x-kubernetes-patch-strategy': 'merge', 'x-kubernetes-patch-merge-key': 'name', items: { properties: { tags: {} } } },
      words: { 'x-kubernetes-patch-strategy': 'merge' },
    },
  };
  const target = { items: [{ name: 'a', x: 1 }, { name: 'b' }], words: ['one'], other: [1] };

  it.each([
    [
      'merges items by key',
      { items: [{ name: 'a', y: 2 }, { name: 'c' }] },
      { items: [{ name: 'a', x: 1, y: 2 }, { name: 'c' }, { name: 'b' }] },
    ],
    ['deletes an item', { items: [{ name: 'a', $patch: 'delete' }] }, { items: [{ name: 'b' }] }],
    ['replaces a list', { items: [{ $patch: 'replace' }, { name: 'z' }] }, { items: [{ name: 'z' }] }],
    ['orders a list', { '$setElementOrder/items': [{ name: 'b' }, { name: 'a' }] }, { items: [{ name: 'b' }, { name: 'a', x: 1 }] }],
    ['adds to plain lists', { words: ['two', 'one'] }, { words: ['two', 'one'] }],
    ['deletes from plain lists', { '$deleteFromPrimitiveList/words': ['one'] }, { words: [] }],
    ['replaces lists that do not merge', { other: [2] }, { other: [2] }],
    ['deletes by null', { other: null }, { other: undefined }],
    ['takes what is new without nulls and directives', { more: { a: null, b: { $patch: 'delete' }, c: 1 } }, { more: { c: 1 } }],
  ])('%s', (_what, patch, expected) => {
    expect(strategicMergePatch(target, patch, schema)).toEqual({ ...target, ...expected });
  });
});

it.each([
  ['app=web', true],
  ['app==web,tier!=cache', true],
  ['app in (web, api)', true],
  ['app notin (web)', false],
  ['app,!missing', true],
  ['missing', false],
])('the label selector %s gives %s', (selector, expected) => {
  expect(parseLabelSelector(selector)({ app: 'web' })).toBe(expected);
});

it.each([
  ['500m', 0.5],
  ['2', 2],
  [8, 8],
  ['16Gi', 16 * 2 ** 30],
  ['1e3', 1000],
  ['1E', 1e18],
  ['lots', undefined],
  ['', undefined],
])('the quantity %s is %s', (text, amount) => {
  expect(parseQuantity(text)).toBe(amount);
});

it.each([
  [0, '0s'],
  [119, '119s'],
  [125, '2m5s'],
  [3600, '60m'],
  [4 * 3600 + 120, '4h2m'],
  [36 * 3600, '36h'],
  [3 * 86400, '3d'],
  [400 * 86400, '400d'],
])('%i seconds are shown as %s', (seconds, text) => {
  expect(durationText(seconds * 1000)).toBe(text);
});

it.each([
  ['.spec.model', ['qwen']],
  ['.status.conditions[?(@.type=="Ready")].status', ['True']],
  ['.status.conditions[0].type', ['Ready']],
  ['.status.conditions[*].type', ['Ready', 'Old']],
  ["['metadata']['annotations']['a.b/c']", ['d']],
  ['.metadata.annotations.a\\.b/c', ['d']],
  ['.spec.missing.deeper', []],
])('the path %s leads to %j', (path, expected) => {
  const conditions = [
    { type: 'Ready', status: 'True' },
    { type: 'Old', status: 'False' },
  ];
  const object = { metadata: { annotations: { 'a.b/c': 'd' } }, spec: { model: 'qwen' }, status: { conditions } };
  expect(readJsonPath(object, path)).toEqual(expected);
});

it('orders versions from stable to alpha, higher ones first', () => {
  const versions = ['v1alpha1', 'v1', 'foo', 'v1beta2', 'v2', 'v1beta10'];
  expect(versions.sort(compareVersions)).toEqual(['v2', 'v1', 'v1beta10', 'v1beta2', 'v1alpha1', 'foo']);
});

it.each([
  ['no type at the root', {}, 'schema.type: Required value: must not be empty at the root'],
  [
    'a field without a type',
    { type: 'object', properties: { a: {} } },
    'schema.properties[a].type: Required value: must not be empty for specified object fields',
  ],
  [
    'a list without items',
    { type: 'object', properties: { a: { type: 'array' } } },
    'schema.properties[a].items: Required value: must be specified',
  ],
] as const)('a schema with %s is not structural', (_what, schema, expected) => {
  const [cause] = structuralProblems(schema as never, 'schema');
  expect(`${cause?.field}: ${cause?.message}`).toContain(expected);
});
