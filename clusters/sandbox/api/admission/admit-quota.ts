import type { ResourceQuota } from 'kubernetes-types/core/v1.d.ts';
import type { KubernetesObject } from '../../../objects.ts';
import { exceeded, unspecified } from '../../quota/check-quota.ts';
import { add, nothing } from '../../quota/exact-quantity.ts';
import { type CountedKind, isPod, objectAmounts } from '../../quota/object-amounts.ts';
import { addAmounts, only, type ResourceAmounts, readAmounts } from '../../quota/resource-amounts.ts';
import { hasScopes, matchesScopes } from '../../quota/scopes.ts';
import { type ApiObject, typed } from '../json.ts';
import { forbidden } from '../refusals.ts';
import type { Place, RequestContext } from '../requests/context.ts';
import { entriesIn } from './entries-in.ts';

/**
 * Refuses (403) what a quota of the namespace has no room for. What is used is counted from the objects themselves, so a
 * deletion makes room at once, and two that arrive together cannot both take the last place.
 */
export function admitQuota(context: RequestContext, { resource, namespace }: Place, object: ApiObject, previous?: ApiObject): void {
  if (namespace === undefined) return;
  const change: Change = { after: typed<KubernetesObject>(object), before: previous && typed<KubernetesObject>(previous) };
  for (const entry of entriesIn(context.store, 'resourcequotas', namespace)) {
    const quota = typed<ResourceQuota>(entry.object);
    if (!isAbout(quota, resource, change.after)) continue;
    const reason = refusalOf(context, { quota, kind: resource, namespace }, change);
    if (reason) throw forbidden(resource, object.metadata.name, reason);
  }
}

interface Change {
  after: KubernetesObject;
  /** Undefined for a creation. */
  before: KubernetesObject | undefined;
}

interface QuotaPlace {
  quota: ResourceQuota;
  kind: CountedKind & { bucket: string };
  namespace: string;
}

function refusalOf(context: RequestContext, { quota, kind, namespace }: QuotaPlace, { after, before }: Change): string | undefined {
  const name = quota.metadata?.name ?? '';
  const hard = readAmounts(quota.spec?.hard);
  const now = context.clock.now();
  const problem = !before && isPod(kind, after) ? unspecified(name, after, hard) : undefined;
  if (problem) return problem;
  const present = before ? objectAmounts(kind, before, now) : {};
  const requested = only(growth(objectAmounts(kind, after, now), present), Object.keys(hard));
  if (Object.keys(requested).length === 0) return undefined;
  let used: ResourceAmounts = {};
  for (const entry of entriesIn(context.store, kind.bucket, namespace)) {
    const object = typed<KubernetesObject>(entry.object);
    if (isAbout(quota, kind, object)) used = addAmounts(used, only(objectAmounts(kind, object, now), Object.keys(requested)));
  }
  return exceeded({ name, hard, used, requested });
}

/** Quotas with scopes are about the pods that match them, and about nothing else. */
function isAbout({ spec = {} }: ResourceQuota, kind: CountedKind, object: KubernetesObject): boolean {
  return isPod(kind, object) ? matchesScopes(spec, object) : !hasScopes(spec);
}

function growth(after: ResourceAmounts, before: ResourceAmounts): ResourceAmounts {
  const differences = Object.entries(after).map(([name, amount]) => {
    const { milli } = before[name] ?? nothing;
    return [name, add(amount, { milli: -milli, binary: amount.binary })] as const;
  });
  return Object.fromEntries(differences.filter(([, amount]) => amount.milli > 0n));
}
