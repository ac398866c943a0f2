import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EndpointView } from '../../../engine/contract/views/endpoint.ts';
import type { StateWord } from '../../../engine/contract/views/state.ts';
import { filterEndpoints, type SortColumn, sortEndpoints } from '../../../renderer/features/endpoints/filter.ts';

const rows = [row('b', 'ready', 'MI300X', 3), row('a', 'failed', 'H100', 1), row('c', 'progressing', 'MI300X', 2)];

describe('filtering endpoints', () => {
  it.each([
    ['', null, ['b', 'a', 'c']],
    ['mi300x', null, ['b', 'c']],
    ['MI300X ready', null, ['b']],
    ['', 'failed', ['a']],
    ['h100', 'ready', []],
  ])('"%s" in state %s leaves %j', (text, state, names) => {
    expect(filterEndpoints(rows, text, state).map(({ key }) => key.name)).toEqual(names);
  });
});

describe('sorting endpoints', () => {
  it.each<[SortColumn, string]>([
    ['name', 'abc'],
    ['state', 'acb'],
    ['recipe', 'abc'],
    ['age', 'bca'],
  ])('by %s gives %s', (column, names) => {
    const sorted = sortEndpoints(rows, { column, descending: false });
    expect(sorted.map(({ key }) => key.name).join('')).toBe(names);
  });

  it('does not depend on the order in which rows come', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: 3 }), fc.boolean(), (shuffled, descending) => {
        expect(sortEndpoints(shuffled, { column: 'replicas', descending })).toEqual(
          sortEndpoints(rows, { column: 'replicas', descending }),
        );
      }),
    );
  });

  it('sorts and filters ten thousand rows within one frame or two', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => row(`endpoint-${(index * 7919) % 10_000}`, 'ready', 'MI300X', index));
    const started = performance.now();
    sortEndpoints(filterEndpoints(many, 'mi300x', null), { column: 'name', descending: false });
    expect(performance.now() - started).toBeLessThan(250);
  });
});

function row(name: string, state: StateWord, gpuModel: string, age: number): EndpointView {
  return {
    key: { namespace: 'default', name },
    uid: name,
    dialect: 'aim',
    apiVersion: 'aim.engine.amd.com/v1alpha1',
    kind: 'AIMEndpoint',
    model: `org/model`,
    state,
    phase: state,
    message: '',
    recipe: { name: '', gpuModel, gpuCount: 1, precision: 'bf16', engine: 'vllm' },
    replicas: { ready: 1, wanted: 1 },
    servedAs: [],
    deleting: false,
    createdAt: new Date(age * 1000).toISOString(),
  };
}
