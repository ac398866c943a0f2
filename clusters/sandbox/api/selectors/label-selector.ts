import type { LabelSelector } from 'kubernetes-types/meta/v1.d.ts';
import { parseRequirements, type Requirement } from './parse-label-selector.ts';

export type LabelTest = (labels: Record<string, string>) => boolean;

/** Whether labels match a selector as objects carry it. An empty selector matches everything. */
export function matchesLabelSelector(selector: LabelSelector, labels: Record<string, string>): boolean {
  const wanted = Object.entries(selector.matchLabels ?? {});
  if (!wanted.every(([key, value]) => labels[key] === value)) return false;
  return (selector.matchExpressions ?? []).every(({ key, operator, values }) =>
    isMet({ key, operator: operator.toLowerCase() as Requirement['operator'], values: values ?? [] }, labels),
  );
}

/** Understands `app=x,tier!=y,env in (a,b),!legacy,rank>3`; 400 for anything else. */
export function parseLabelSelector(text: string): LabelTest {
  const requirements = parseRequirements(text);
  return (labels) => requirements.every((requirement) => isMet(requirement, labels));
}

function isMet({ key, operator, values }: Requirement, labels: Record<string, string>): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'in':
      return value !== undefined && values.includes(value);
    case 'notin':
      return value === undefined || !values.includes(value);
    case 'exists':
      return value !== undefined;
    case 'doesnotexist':
      return value === undefined;
    case 'gt':
      return isNumber(value) && Number(value) > Number(values[0]);
    case 'lt':
      return isNumber(value) && Number(value) < Number(values[0]);
    default:
      return false;
  }
}

function isNumber(value: string | undefined): boolean {
  return value !== undefined && /^[-+]?\d+$/.test(value);
}
