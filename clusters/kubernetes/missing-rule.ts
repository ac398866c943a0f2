/** The rule of a Role or ClusterRole that allows a verb on a resource, as YAML on one line. */
export function ruleFor({ verb, group, resource }: { verb: string; group: string; resource: string }): string {
  return `{apiGroups: ["${group}"], resources: ["${resource}"], verbs: ["${verb}"]}`;
}

/** The rule that a refusal for lack of rights asks for, and where it must stand; undefined where the words are others. */
export function missingRule(message: string): string | undefined {
  const [, verb, resource, group, place] = refusal.exec(message) ?? [];
  if (verb === undefined || resource === undefined || group === undefined) return undefined;
  const namespace = /^in the namespace "([^"]+)"/.exec(place ?? '')?.[1];
  const where = namespace === undefined ? 'a ClusterRole' : `a Role in the namespace "${namespace}"`;
  return `in ${where}, ${ruleFor({ verb, group, resource })}`;
}

/** @see https://github.com/kubernetes/apiserver/blob/master/pkg/endpoints/handlers/responsewriters/errors.go */
const refusal = /\bUser "[^"]*" cannot (\S+) resource "([^"]+)" in API group "([^"]*)" (in the namespace "[^"]+"|at the cluster scope)/;
