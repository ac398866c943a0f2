/** Whether a quota lets an object in, in the words of the real server's ResourceQuota admission. */
import type { Container, Pod } from 'kubernetes-types/core/v1.d.ts';
import { add, nothing } from './exact-quantity.ts';
import { listAmounts, only, type ResourceAmounts } from './resource-amounts.ts';

export interface QuotaFacts {
  name: string;
  hard: ResourceAmounts;
  used: ResourceAmounts;
  /** What the object adds. */
  requested: ResourceAmounts;
}

/** Why the quota is exceeded; undefined when it is not. */
export function exceeded({ name, hard, used, requested }: QuotaFacts): string | undefined {
  const asked = Object.keys(requested).filter((resource) => hard[resource] && (requested[resource] ?? nothing).milli > 0n);
  const over = asked.filter((resource) => {
    const total = add(used[resource] ?? nothing, requested[resource] ?? nothing);
    return total.milli > (hard[resource] ?? nothing).milli;
  });
  if (over.length === 0) return undefined;
  const present = Object.fromEntries(over.map((resource) => [resource, used[resource] ?? nothing]));
  const sides = [
    `requested: ${listAmounts(only(requested, over))}`,
    `used: ${listAmounts(present)}`,
    `limited: ${listAmounts(only(hard, over))}`,
  ];
  return `exceeded quota: ${name}, ${sides.join(', ')}`;
}

const mustBeNamed = ['cpu', 'memory', 'requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'];

/** Where a quota limits cpu or memory, every container has to say how much it takes; undefined when all do. */
export function unspecified(quota: string, pod: Pod, hard: ResourceAmounts): string | undefined {
  const containers = [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])];
  const missing = mustBeNamed
    .filter((resource) => hard[resource])
    .toSorted()
    .flatMap((resource) => {
      const names = containers.filter((container) => !specifies(container, resource)).map(({ name }) => name);
      return names.length > 0 ? [`${resource} for: ${[...new Set(names)].toSorted().join(',')}`] : [];
    });
  return missing.length > 0 ? `failed quota: ${quota}: must specify ${missing.join('; ')}` : undefined;
}

function specifies({ resources }: Container, resource: string): boolean {
  const [side, name] = resource.includes('.') ? resource.split('.') : ['requests', resource];
  const amounts = (side === 'limits' ? resources?.limits : resources?.requests) ?? {};
  return name !== undefined && amounts[name] !== undefined;
}
