import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashValue, objectName } from '../../../engine/domain/names.ts';

const dnsLabel = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const subdomain = fc.stringMatching(/^[a-z]([a-z0-9.-]{0,200}[a-z0-9])?$/).filter((name) => !/\.[.-]|-\./.test(name));

test('a short name is kept', () => expect(objectName('qwen-7b-demo', '-recipe')).toBe('qwen-7b-demo-recipe'));

test('any object name gives a DNS label of at most 63 characters', () => {
  fc.assert(
    fc.property(subdomain, fc.constantFrom('', '-recipe'), (name, suffix) => void expect(objectName(name, suffix)).toMatch(dnsLabel)),
  );
});

test('names that differ after 63 characters stay different', () => {
  const long = 'a'.repeat(80);
  expect(objectName(`${long}1`)).not.toBe(objectName(`${long}2`));
});

test('a fingerprint does not depend on the order of fields', () => {
  expect(hashValue({ a: 1, b: { c: 2, d: 3 } })).toBe(hashValue({ b: { d: 3, c: 2 }, a: 1 }));
});
