/** The pure parts of writes, by tables. What whole requests get is in the contract and the differential test. */
import { expect, it } from 'vitest';
import { allocateAddress } from '../../../../clusters/sandbox/api/builtin/service-addresses.ts';
import { findDuplicateFields } from '../../../../clusters/sandbox/api/http/duplicate-fields.ts';
import { parseYaml } from '../../../../clusters/sandbox/api/http/yaml.ts';
import { jsonPatch } from '../../../../clusters/sandbox/api/patching/json-patch.ts';
import { shapeOf } from '../../../../clusters/sandbox/api/typed/go-types.ts';
import { canonicalQuantity } from '../../../../clusters/sandbox/api/typed/quantities.ts';
import { wireForm } from '../../../../clusters/sandbox/api/typed/wire-form.ts';
import { findWrongType } from '../../../../clusters/sandbox/api/typed/wrong-types.ts';

it.each([
  ['1000m', '1'],
  ['1024Mi', '1Gi'],
  ['1.5Gi', '1536Mi'],
  ['0.1', '100m'],
  [2, '2'],
  ['1e3', '1e3'],
  ['1000000', '1M'],
  ['128974848', '128974848'],
  ['-0.5', '-500m'],
  ['much', 'much'],
])('the quantity %s is written %s', (sent, written) => {
  expect(canonicalQuantity(sent)).toBe(written);
});

it('an object is written with the structs that are never left out, and without what is empty', () => {
  const shape = shapeOf('io.k8s.api.apps.v1.Deployment');
  expect(shape && wireForm({ metadata: { labels: {} }, spec: { replicas: 0, paused: false, selector: null } }, shape)).toEqual({
    metadata: {},
    spec: { replicas: 0, selector: null, strategy: {}, template: { metadata: {}, spec: { containers: null } } },
    status: {},
  });
});

it.each([
  [{ spec: { replicas: 'x' } }, 'json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32'],
  [{ spec: { paused: 1 } }, 'json: cannot unmarshal number into Go struct field DeploymentSpec.spec.paused of type bool'],
  [{ spec: { replicas: 3e9 } }, 'json: cannot unmarshal number 3000000000 into Go struct field DeploymentSpec.spec.replicas of type int32'],
  [{ spec: { replicas: null } }, undefined],
])('a value of the wrong type is named as Go names it: %j', (object, words) => {
  const shape = shapeOf('io.k8s.api.apps.v1.Deployment');
  expect(shape && findWrongType(object, shape)).toBe(words);
});

it.each([
  ['{"a":1,"b":{"c":1,"c":2}}', ['b.c']],
  ['{"a":[{"x":1},{"x":1,"x":2}]}', ['a[1].x']],
  ['{"a":"\\"b\\": {","b":1}', []],
  ['{"a":1,"a":1,"a":1}', ['a', 'a']],
])('fields that come twice are found: %s', (text, found) => {
  expect(findDuplicateFields(text, JSON.parse(text))).toEqual(found);
});

it('YAML is read as Kubernetes reads it: yes is true, and a time is a text', () => {
  expect(parseYaml('a: yes\nb: 2020-01-01T00:00:00Z\nc: 0o7\nd: "yes"\n')).toEqual({
    a: true,
    b: '2020-01-01T00:00:00Z',
    c: '0o7',
    d: 'yes',
  });
});

it.each([
  [[{ op: 'replace', path: '/b', value: 2 }], { a: [1], b: 2 }],
  [[{ op: 'add', path: '/a/-', value: 2 }], { a: [1, 2] }],
  [[{ op: 'add', path: '/a/0', value: 0 }], { a: [0, 1] }],
  [[{ op: 'move', from: '/a', path: '/b' }], { b: [1] }],
  [[{ op: 'copy', from: '/a/0', path: '/b~1c' }], { a: [1], 'b/c': 1 }],
  [[{ op: 'remove', path: '/a/-1' }], { a: [] }],
])('a JSON patch %j makes %j', (operations, result) => {
  expect(jsonPatch({ a: [1] }, operations)).toEqual(result);
});

it.each([
  [[{ op: 'add', path: '/a/5', value: 1 }]],
  [[{ op: 'remove', path: '/b' }]],
  [[{ op: 'test', path: '/a', value: [2] }]],
  [[{ op: 'wrong', path: '/a' }]],
  [[{ op: 'add', path: '/a/0/x', value: 1 }]],
])('the JSON patch %j does not fit', (operations) => {
  expect(() => jsonPatch({ a: [1] }, operations)).toThrow('the server rejected our request due to an error in our request');
});

it('a service gets the last address that is free, and is refused when none is: the search ends', () => {
  const addresses = Array.from({ length: 65_534 }, (_, index) => `10.96.${(index + 1) >> 8}.${(index + 1) & 255}`);
  const taken = (list: string[]) =>
    list.map((clusterIP) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'x' }, spec: { clusterIP } }));
  const facts = (list: string[]) => ({ now: 0, random: () => 0.5, objects: () => taken(list) });
  const service = () => ({ metadata: { name: 'new' }, spec: { type: 'ClusterIP', ports: [{ port: 80 }] } as { clusterIP?: string } });
  const last = service();
  allocateAddress(last, facts(addresses.slice(1)));
  expect(last.spec.clusterIP).toBe('10.96.0.1');
  expect(() => allocateAddress(service(), facts(addresses))).toThrow('failed to allocate a serviceIP: range is full');
});
