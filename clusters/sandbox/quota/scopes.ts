import type { Pod, ResourceQuotaSpec, ScopedResourceSelectorRequirement } from 'kubernetes-types/core/v1.d.ts';
import { matchesExpression } from '../controllers/label-selector.ts';

/** Whether a quota is about this pod. */
export function matchesScopes({ scopes = [], scopeSelector }: ResourceQuotaSpec, pod: Pod): boolean {
  const named = scopes.map((scopeName): ScopedResourceSelectorRequirement => ({ scopeName, operator: 'Exists' }));
  return [...named, ...(scopeSelector?.matchExpressions ?? [])].every((requirement) => matchesScope(requirement, pod));
}

/** Whether a quota is about pods alone. */
export function hasScopes({ scopes = [], scopeSelector }: ResourceQuotaSpec): boolean {
  return scopes.length + (scopeSelector?.matchExpressions?.length ?? 0) > 0;
}

function matchesScope({ scopeName, operator, values }: ScopedResourceSelectorRequirement, pod: Pod): boolean {
  switch (scopeName) {
    case 'Terminating':
      return pod.spec?.activeDeadlineSeconds !== undefined;
    case 'NotTerminating':
      return pod.spec?.activeDeadlineSeconds === undefined;
    case 'BestEffort':
      return isBestEffort(pod);
    case 'NotBestEffort':
      return !isBestEffort(pod);
    case 'PriorityClass': {
      const labels: Record<string, string> = pod.spec?.priorityClassName ? { PriorityClass: pod.spec.priorityClassName } : {};
      return matchesExpression({ key: 'PriorityClass', operator, ...(values && { values }) }, labels);
    }
    case 'CrossNamespacePodAffinity':
      return usesOtherNamespaces(pod);
    default:
      return false;
  }
}

function isBestEffort({ spec }: Pod): boolean {
  const containers = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])];
  const names = containers.flatMap(({ resources }) => Object.keys({ ...resources?.limits, ...resources?.requests }));
  return !names.some((name) => name === 'cpu' || name === 'memory');
}

function usesOtherNamespaces({ spec }: Pod): boolean {
  const sides = [spec?.affinity?.podAffinity, spec?.affinity?.podAntiAffinity];
  const terms = sides.flatMap((side) => [
    ...(side?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
    ...(side?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({ podAffinityTerm }) => podAffinityTerm),
  ]);
  return terms.some(({ namespaces, namespaceSelector }) => Boolean(namespaces?.length) || namespaceSelector !== undefined);
}
