import type { LabelSelector } from 'kubernetes-types/meta/v1.d.ts';

/** A label selector as people and query strings write it: `app=web,tier in (a,b)`, by the names of labels. */
export function labelSelectorText(selector: LabelSelector | undefined): string {
  const equal = Object.entries(selector?.matchLabels ?? {}).map(([key, value]) => ({ key, text: `${key}=${value}` }));
  const expressions = (selector?.matchExpressions ?? []).map((expression) => ({ key: expression.key, text: expressionText(expression) }));
  const all = [...equal, ...expressions].sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0));
  return all.map(({ text }) => text).join(',');
}

function expressionText({ key, operator, values = [] }: { key: string; operator: string; values?: string[] }): string {
  if (operator === 'Exists') return key;
  if (operator === 'DoesNotExist') return `!${key}`;
  return `${key} ${operator.toLowerCase()} (${[...values].sort().join(',')})`;
}
