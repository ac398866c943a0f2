import { describe, expect, it } from 'vitest';
import { variants } from '../../../../../engine/operator/install/render/chart/choices.ts';
import { conditionFor } from '../../../../../engine/operator/install/render/chart/conditions.ts';
import { mergeOrders } from '../../../../../engine/operator/install/render/chart/merge-orders.ts';
import { withExpressions } from '../../../../../engine/operator/install/render/chart/placeholders.ts';
import { templateOf } from '../../../../../engine/operator/install/render/chart/template.ts';

const all = variants();

/** The value in variants with webhooks, and in those without. */
function chosenBy(name: string, yes: unknown, no: unknown) {
  return all.map((variant) => ({ variant, value: variant.chosen.has(name) ? yes : no }));
}

describe('a condition of the chart', () => {
  it.each<[expression: string | undefined, names: string[], without: string[]]>([
    [undefined, [], []],
    ['.Values.webhooks', ['webhooks'], []],
    ['not .Values.prometheus', [], ['prometheus']],
    ['and .Values.webhooks (eq .Values.certificates "self-managed")', ['webhooks'], ['certManager']],
    ['and .Values.simulated .Values.networkPolicy (not .Values.prometheus)', ['simulated', 'networkPolicy'], ['prometheus']],
  ])('is %s', (expression, names, without) => {
    const present = all.filter(({ chosen }) => names.every((name) => chosen.has(name)) && !without.some((name) => chosen.has(name)));
    expect(conditionFor(present, all)).toBe(expression);
  });

  it('that nothing says is an error, not a wrong chart', () => {
    const present = all.filter(({ chosen }) => chosen.has('webhooks') || chosen.has('prometheus'));
    expect(() => conditionFor(present, all)).toThrow('No combination of choices');
  });
});

describe('a template', () => {
  it('has what all share as it is, and the rest in an if', () => {
    const versions = chosenBy('webhooks', { a: 1, list: ['x', 'y'], more: { b: true } }, { a: 1, list: ['x'] });
    expect(templateOf(versions)).toEqual([
      'a: 1',
      'list:',
      '  - x',
      '  {{- if .Values.webhooks }}',
      '  - "y"',
      '  {{- end }}',
      '{{- if .Values.webhooks }}',
      'more:',
      '  b: true',
      '{{- end }}',
    ]);
  });

  it('knows items of a list by their names', () => {
    const versions = chosenBy('webhooks', [{ name: 'a', extra: 1 }, { name: 'b' }], [{ name: 'a' }, { name: 'b' }]);
    expect(templateOf(versions)).toEqual(['- name: a', '  {{- if .Values.webhooks }}', '  extra: 1', '  {{- end }}', '- name: b']);
  });

  it('keeps what is empty in some variants from becoming null, which would mean something else', () => {
    const versions = chosenBy('webhooks', { selector: { a: 'b' } }, { selector: {} });
    expect(templateOf(versions)).toEqual([
      '{{- if .Values.webhooks }}',
      'selector:',
      '  a: b',
      '{{- end }}',
      '{{- if not .Values.webhooks }}',
      'selector: {}',
      '{{- end }}',
    ]);
  });

  it('cannot choose between two scalars: they are for placeholders', () => {
    expect(() => templateOf(chosenBy('webhooks', { a: 1 }, { a: 2 }))).toThrow('make it a placeholder');
  });

  it('has expressions where placeholders were, quoted where one is a whole value', () => {
    expect(withExpressions('namespace: placeholder-namespace\nname: webhook.placeholder-namespace.svc\n')).toBe(
      'namespace: {{ .Release.Namespace | quote }}\nname: webhook.{{ .Release.Namespace }}.svc\n',
    );
  });

  it('with a placeholder that nothing is known of is an error', () => {
    expect(() => withExpressions('a: placeholder-moon')).toThrow('Nothing is known of the placeholder in `a: placeholder-moon`.');
  });
});

describe('one order of all variants', () => {
  it('has each of theirs in it', () => {
    expect(mergeOrders([['n'], ['n', 'web'], ['n', 'fleet'], ['n', 'fleet', 'web']])).toEqual(['n', 'fleet', 'web']);
  });

  it('cannot be made of contradictions', () => {
    expect(() =>
      mergeOrders([
        ['a', 'b'],
        ['b', 'a'],
      ]),
    ).toThrow('comes before and after');
  });
});
