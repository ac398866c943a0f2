import type { LabelSelector } from 'kubernetes-types/meta/v1.d.ts';
import { badRequest } from '../refusals.ts';

export type LabelTest = (labels: Record<string, string>) => boolean;

/** Whether labels match a selector as objects carry it. An empty selector matches everything. */
export function matchesLabelSelector(selector: LabelSelector, labels: Record<string, string>): boolean {
  const wanted = Object.entries(selector.matchLabels ?? {});
  if (!wanted.every(([key, value]) => labels[key] === value)) return false;
  return (selector.matchExpressions ?? []).every(({ key, operator, values }) => tests[operator.toLowerCase()]?.(labels[key], values ?? []));
}

/** Understands `app=x,tier!=y,env in (a,b),!legacy`; 400 for anything else. */
export function parseLabelSelector(text: string): LabelTest {
  const requirements = splitOutsideParentheses(text).map(parseRequirement);
  return (labels) => requirements.every((requirement) => requirement(labels));
}

const tests: Record<string, (value: string | undefined, wanted: string[]) => boolean> = {
  in: (value, wanted) => value !== undefined && wanted.includes(value),
  notin: (value, wanted) => value === undefined || !wanted.includes(value),
  exists: (value) => value !== undefined,
  doesnotexist: (value) => value === undefined,
};

const KEY = '[A-Za-z0-9][-A-Za-z0-9_./]*';
const SET = new RegExp(`^(${KEY})\\s+(in|notin)\\s*\\(([^()]*)\\)$`);
const EQUALITY = new RegExp(`^(${KEY})\\s*(==|=|!=)\\s*([-A-Za-z0-9_.]*)$`);
const EXISTENCE = new RegExp(`^(!?)\\s*(${KEY})$`);

function parseRequirement(text: string): LabelTest {
  const set = SET.exec(text);
  if (set) {
    const [, key = '', operator = '', list = ''] = set;
    return test(
      key,
      operator,
      list.split(',').map((value) => value.trim()),
    );
  }
  const equality = EQUALITY.exec(text);
  if (equality) {
    const [, key = '', operator = '', value = ''] = equality;
    return test(key, operator === '!=' ? 'notin' : 'in', [value]);
  }
  const existence = EXISTENCE.exec(text);
  if (existence) {
    const [, not, key = ''] = existence;
    return test(key, not ? 'doesnotexist' : 'exists', []);
  }
  throw badRequest(`unable to parse requirement: "${text}" is not a label requirement such as app=web, tier!=cache or env in (a,b)`);
}

function test(key: string, operator: string, values: string[]): LabelTest {
  return (labels) => tests[operator]?.(labels[key], values) ?? false;
}

function splitOutsideParentheses(text: string): string[] {
  return text
    .split(/,(?![^()]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
