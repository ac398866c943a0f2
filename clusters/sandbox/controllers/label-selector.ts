import type { LabelSelector } from 'kubernetes-types/meta/v1.d.ts';

/** One requirement on labels; node affinity adds Gt and Lt to the four of label selectors. */
export interface SelectorExpression {
  key: string;
  operator: string;
  values?: string[];
}

/** True when labels match a selector. A selector that is absent matches nothing, an empty one everything. */
export function matchesSelector(selector: LabelSelector | undefined, labels: Record<string, string> = {}): boolean {
  if (!selector) return false;
  const equal = Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  return equal && (selector.matchExpressions ?? []).every((expression) => matchesExpression(expression, labels));
}

/** True when labels meet one requirement. An unknown operator is never met. */
export function matchesExpression({ key, operator, values = [] }: SelectorExpression, labels: Record<string, string>): boolean {
  const value = labels[key];
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return value !== undefined && Number(value) > Number(values[0]);
    case 'Lt':
      return value !== undefined && Number(value) < Number(values[0]);
    default:
      return false;
  }
}
