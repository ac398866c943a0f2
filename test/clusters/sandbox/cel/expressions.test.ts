import { describe, expect, it } from 'vitest';
import { compileExpression } from '../../../../clusters/sandbox/api/cel/compile.ts';
import { createEnvironment } from '../../../../clusters/sandbox/api/cel/environment.ts';
import { normalizedPath } from '../../../../clusters/sandbox/api/cel/field-path.ts';
import { escapeName } from '../../../../clusters/sandbox/api/cel/property-names.ts';
import { compilePattern } from '../../../../clusters/sandbox/api/cel/regular-expressions.ts';
import { namesIn, withOwnFunctions } from '../../../../clusters/sandbox/api/cel/tokens.ts';

function evaluate(expression: string): unknown {
  const compiled = compileExpression(createEnvironment(), expression);
  if ('problem' in compiled) throw new Error(compiled.problem);
  return compiled.evaluate({});
}

describe('functions', () => {
  it.each<[string, unknown]>([
    ["'%s %d %.2f %x %%'.format(['a', 3, 1.5, 255])", 'a 3 1.50 ff %'],
    ["'%s'.format([[1, 2]])", '[1, 2]'],
    ["'aXbX'.replace('X', '-', 1)", 'a-bX'],
    ["string(duration('1h30m'))", '5400s'],
    ["string(duration('1500ms'))", '1.5s'],
    ["string(timestamp('2024-01-01T00:00:00Z'))", '2024-01-01T00:00:00Z'],
    ["quantity('0.5').add(quantity('500m')) == quantity('1')", true],
    ["quantity('1e3').asInteger()", 1000n],
    ["url('https://[::1]:80/').getHostname()", '::1'],
    ["url('https://example.com/a b').getEscapedPath()", '/a%20b'],
    ["cidr('192.168.0.1/24').masked() == cidr('192.168.0.0/24')", true],
    ["string(ip('2001:DB8:0::1'))", '2001:db8::1'],
    ["isIP('::ffff:1.2.3.4')", false],
    ['[3, 1, 2].sortBy(x, -x) == [3, 2, 1]', true],
    ["{'a': 1}.transformMapEntry(k, v, {k + 'x': v})['ax']", 1n],
    ["semver('1.0.0-alpha').isLessThan(semver('1.0.0'))", true],
    ['1 / 0 > 1 || true', true],
    ['lists.range(3).map(x, x * x) == [0, 1, 4]', true],
  ])('evaluates %s', (expression, value) => expect(evaluate(expression)).toEqual(value));

  it.each([
    ["['a', 'b'].sum() == 'ab'", 'no such overload'],
    ["'abc'.charAt(7)", 'index out of range: 7'],
    ["quantity('1.5Gb')", 'quantities must match'],
    ["ip('1.2.3.256')", 'IP Address "1.2.3.256" parse error'],
    ["'%d'.format(['a'])", 'integer clause can only be used on integers'],
    ['[1][3]', 'index out of bounds'],
  ])('fails in %s', (expression, message) => expect(() => evaluate(expression)).toThrow(message));

  it('does not know what Kubernetes does not know', () => {
    expect(() => evaluate('cel.bind(x, 1, x == 1)')).toThrow("undeclared reference to 'cel'");
  });
});

describe('the text of expressions', () => {
  it('finds names outside of literals', () => {
    expect([...namesIn(`self.a == 'b c' && r"\\" == x && """d""" != e // f`)]).toEqual(['self', 'a', 'x', 'e']);
  });

  it('calls its own functions where a name is called, and nowhere else', () => {
    expect(withOwnFunctions(`has(self.has) && 'has(x)'.matches ('matches(')`)).toBe(`Has(self.has) && 'has(x)'.Matches ('matches(')`);
  });

  it.each([
    ['namespace', '__namespace__'],
    ['a-b', 'a__dash__b'],
    ['a.b/c', 'a__dot__b__slash__c'],
    ['a__b', 'a__underscores__b'],
    ['$a', undefined],
    ['1a', undefined],
  ])('writes the property %s as %s', (name, escaped) => expect(escapeName(name)).toBe(escaped));

  it('follows field paths as far as the schema goes', () => {
    const schema = { type: 'object', properties: { a: { type: 'object', additionalProperties: { type: 'string' } } } } as const;
    expect(normalizedPath(".a['b']", schema)?.text).toBe('a[b]');
    expect(normalizedPath('.a.b', schema)?.text).toBe('a[b]');
    expect(normalizedPath('.b', schema)).toBeUndefined();
    expect(normalizedPath(".a['b']", schema, { brackets: false })).toBeUndefined();
  });
});

it('matches patterns of Go, in time that grows with the text alone', () => {
  expect(compilePattern('^(?i)(abort|warn)?\\z').test('WARN')).toBe(true);
  expect(compilePattern('[[:alpha:]]+').findAll('a1bc', 5)).toEqual(['a', 'bc']);
  expect(compilePattern('^(a+)+$').test(`${'a'.repeat(5_000)}b`)).toBe(false);
  expect(() => compilePattern('(?=a)')).toThrow();
});
