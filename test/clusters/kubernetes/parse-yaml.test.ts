import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseYaml } from '../../../clusters/kubernetes/kubeconfig/parse-yaml.ts';

const long = Buffer.alloc(900, 'certificate').toString('base64');

it.each([
  ['in its place', `a:\n  data: ${long}\n  b: 1\n`],
  ['in lists', `users:\n- name: a\n  user:\n    client-key-data: ${long}\n- data: ${long}\n`],
  ['several times', `a: ${long}\nb: ${long}x\nc: ${long}`],
  ['folded over lines', `a: ${long}\n  ${long}\nb: 1`],
  ['within a text', `a: |\n  text\n  key: ${long}\nb: "one\n  key: ${long}\n  two"`],
  ['as an anchor', `a: &x ${long}\nb: *x`],
  ['with line ends of Windows', `a: ${long}\r\nb: ${long}==\r\n`],
  ['beside words like our own marks', `a: ${long}\nb: withheld0.\nc: withheldx`],
  ['that would be a number', `a: ${'1'.repeat(300)}\nb: ${'0'.repeat(300)}`],
  ['quoted, or with a comment', `a: "${long}"\nb: ${long} # a comment\n`],
])('reads long data %s as any YAML parser does', (_how, text) => {
  expect(parseYaml(text)).toEqual(parse(text, { version: '1.1' }));
});

it('does not make a prototype of a field', () => {
  const value = parseYaml(`a: ${long}\n__proto__:\n  data: ${long}\n`) as object;
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(Object.keys(value)).toEqual(['a', '__proto__']);
});

it('tells the line of what is wrong', () => {
  expect(() => parseYaml(`a: ${long}\nb: [`)).toThrow(/at line 2, column 5/);
});
