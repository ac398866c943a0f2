/** Which rights were used, of those that were given. */
import type { ReasonedRule } from '../../../../../engine/operator/install/objects/access.ts';
import type { AuditedRequest } from './audited-cluster.ts';

/** `patch nodes/status`, `list routes.slipway.dev`: each right that no request made use of. */
export function unusedRights(rules: readonly ReasonedRule[], requests: readonly AuditedRequest[]): string[] {
  const used = new Set(requests.map(({ verb, group, resource }) => rightText(verb, group, resource)));
  return [...new Set(rules.flatMap(rightsOf))].filter((right) => !used.has(right)).sort();
}

function rightsOf({ group, resources, verbs }: ReasonedRule): string[] {
  return resources.flatMap((resource) => verbs.map((verb) => rightText(verb, group, resource)));
}

function rightText(verb: string, group: string, resource: string): string {
  const [plural, ...subresource] = resource.split('/');
  return `${verb} ${[group === '' ? plural : `${plural}.${group}`, ...subresource].join('/')}`;
}

/** The requests that were refused for lack of a right. */
export function refusals(requests: readonly AuditedRequest[]): string[] {
  return requests.filter(({ code }) => code === 403).map(({ verb, group, resource }) => rightText(verb, group, resource));
}
