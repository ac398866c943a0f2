import type { ResourceQuota, ResourceQuotaStatus } from 'kubernetes-types/core/v1.d.ts';
import type { KubernetesObject } from '../../../objects.ts';
import { nothing } from '../../quota/exact-quantity.ts';
import { type CountedKind, countedKind, isPod, objectAmounts } from '../../quota/object-amounts.ts';
import { addAmounts, only, type ResourceAmounts, writeAmounts } from '../../quota/resource-amounts.ts';
import { hasScopes, matchesScopes } from '../../quota/scopes.ts';

/** What a quota allows and what is taken of it. `objectsOf` gives those of a kind in the quota's namespace. */
export function quotaStatus(
  { spec = {} }: ResourceQuota,
  objectsOf: (kind: CountedKind) => readonly KubernetesObject[],
  now: number,
): ResourceQuotaStatus {
  const hard = spec.hard ?? {};
  const names = Object.keys(hard);
  let used: ResourceAmounts = Object.fromEntries(names.map((name) => [name, nothing]));
  for (const kind of countedKinds(names)) {
    for (const object of objectsOf(kind)) {
      const counts = isPod(kind, object) ? matchesScopes(spec, object) : !hasScopes(spec);
      if (counts) used = addAmounts(used, only(objectAmounts(kind, object, now), names));
    }
  }
  return { hard, used: writeAmounts(used) };
}

/** The kinds that quotas with these resources must look at, each once. */
export function countedKinds(resources: Iterable<string>): CountedKind[] {
  const kinds = new Map<string, CountedKind>();
  for (const resource of resources) {
    const kind = countedKind(resource);
    if (kind) kinds.set(`${kind.group}/${kind.plural}`, kind);
  }
  return [...kinds.values()];
}
