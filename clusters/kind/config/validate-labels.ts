import { labelValueProblem, qualifiedNameProblem } from '../../sandbox/api/validation/names.ts';
import type { Problem } from './kind-config.ts';

/** kubelet may set these of all in Kubernetes' own domains: https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#noderestriction */
const allowedDomains = ['kubelet.kubernetes.io', 'node.kubernetes.io'];
const allowedKeys = new Set([
  'kubernetes.io/arch',
  'kubernetes.io/hostname',
  'kubernetes.io/os',
  'node.kubernetes.io/instance-type',
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
  'beta.kubernetes.io/arch',
  'beta.kubernetes.io/instance-type',
  'beta.kubernetes.io/os',
  'failure-domain.beta.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
]);

/** Kubernetes' rules for labels, and for those that a node may give itself: with a forbidden one kubelet does not start. */
export function labelProblems(labels: Readonly<Record<string, string>> | undefined, path: string): Problem[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]) => labelProblem(key, value, `${path}["${key}"]`) ?? []);
}

function labelProblem(key: string, value: string, path: string): Problem | undefined {
  const wrongKey = qualifiedNameProblem(key);
  if (wrongKey) return { path, message: `"${key}" cannot be a label's name: ${wrongKey}.` };
  const wrongValue = labelValueProblem(value);
  if (wrongValue) return { path, message: `"${value}" cannot be a label's value: ${wrongValue}.` };
  if (mayBeOfKubelet(key)) return undefined;
  return {
    path,
    message: `kubelet does not start with the label ${key}: nodes may not give themselves labels of Kubernetes.`,
    fix: 'Choose a domain of your own, or label the node once the cluster runs (kubectl label node).',
  };
}

function mayBeOfKubelet(key: string): boolean {
  const domain = key.includes('/') ? key.slice(0, key.indexOf('/')) : '';
  const isReserved = ['kubernetes.io', 'k8s.io'].some((reserved) => within(domain, reserved));
  return !isReserved || allowedKeys.has(key) || allowedDomains.some((allowed) => within(domain, allowed));
}

function within(domain: string, parent: string): boolean {
  return domain === parent || domain.endsWith(`.${parent}`);
}
