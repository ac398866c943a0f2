/** What limit ranges make of a pod or a claim: defaults where it says nothing, and a refusal where it is out of bounds. */
import type { Container, LimitRange, LimitRangeItem, PersistentVolumeClaim, Pod } from 'kubernetes-types/core/v1.d.ts';
import { type ExactQuantity, exactQuantity, quantityText } from '../../quota/exact-quantity.ts';
import { podTotal } from '../../quota/pod-amounts.ts';
import { type ResourceAmounts, readAmounts } from '../../quota/resource-amounts.ts';

const annotation = 'kubernetes.io/limit-ranger';

/** Gives the pod's containers what they do not say themselves, and notes on the pod what that was. */
export function applyLimitDefaults({ spec }: LimitRange, pod: Pod): void {
  const items = (spec?.limits ?? []).filter(({ type }) => type === 'Container');
  const limits = Object.assign({}, ...items.map((item) => item.default ?? {})) as Record<string, string>;
  const requests = Object.assign({}, ...items.map((item) => item.defaultRequest ?? {})) as Record<string, string>;
  const notes = [
    ...(pod.spec?.containers ?? []).flatMap((container) => applyTo(container, { limits, requests }, 'container')),
    ...(pod.spec?.initContainers ?? []).flatMap((container) => applyTo(container, { limits, requests }, 'init container')),
  ];
  if (notes.length === 0 || !pod.metadata) return;
  pod.metadata.annotations = { ...pod.metadata.annotations, [annotation]: `LimitRanger plugin set: ${notes.join('; ')}` };
}

type Sides = Record<'limits' | 'requests', Record<string, string>>;

function applyTo(container: Container, defaults: Sides, what: string): string[] {
  const resources = { ...container.resources };
  const notes = (['requests', 'limits'] as const).flatMap((side) => {
    const missing = Object.keys(defaults[side]).filter((name) => resources[side]?.[name] === undefined);
    if (missing.length === 0) return [];
    resources[side] = { ...resources[side], ...Object.fromEntries(missing.map((name) => [name, defaults[side][name] ?? ''])) };
    return [`${missing.toSorted().join(', ')} ${side.slice(0, -1)} for ${what} ${container.name}`];
  });
  if (notes.length > 0) container.resources = resources;
  return notes;
}

/** Why a pod is out of bounds; empty when it is not. */
export function podBeyond({ spec }: LimitRange, pod: Pod): string[] {
  const containers = [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])];
  return (spec?.limits ?? []).flatMap((item) => {
    if (item.type === 'Container') return containers.flatMap((container) => outOfBounds(item, amountsOf(container)));
    if (item.type === 'Pod') return outOfBounds(item, { requests: podTotal(pod, 'requests'), limits: podTotal(pod, 'limits') });
    return [];
  });
}

/** The same for a claim, of which only what it requests counts. */
export function claimBeyond({ spec }: LimitRange, claim: PersistentVolumeClaim): string[] {
  const requests = readAmounts(claim.spec?.resources?.requests);
  const items = (spec?.limits ?? []).filter(({ type }) => type === 'PersistentVolumeClaim');
  return items.flatMap((item) => [
    ...bounds(item.min).flatMap(([name, least]) => tooLittle({ type: item.type, name, bound: least }, { requests, limits: {} })),
    ...bounds(item.max).flatMap(([name, most]) =>
      requests[name] ? tooMuchRequested({ type: item.type, name, bound: most }, requests) : [],
    ),
  ]);
}

interface Taken {
  requests: ResourceAmounts;
  limits: ResourceAmounts;
}

interface Bound {
  type: string;
  name: string;
  bound: ExactQuantity;
}

function amountsOf({ resources }: Container): Taken {
  return { requests: readAmounts(resources?.requests), limits: readAmounts(resources?.limits) };
}

function outOfBounds({ type, min, max, maxLimitRequestRatio }: LimitRangeItem, taken: Taken): string[] {
  return [
    ...bounds(min).flatMap(([name, bound]) => tooLittle({ type, name, bound }, taken)),
    ...bounds(max).flatMap(([name, bound]) => tooMuch({ type, name, bound }, taken)),
    ...bounds(maxLimitRequestRatio).flatMap(([name, bound]) => tooUneven({ type, name, bound }, taken)),
  ];
}

function bounds(quantities: Record<string, string> = {}): [string, ExactQuantity][] {
  return Object.entries(quantities).map(([name, quantity]) => [name, exactQuantity(quantity)]);
}

function tooLittle({ type, name, bound }: Bound, { requests, limits }: Taken): string[] {
  const [request, limit] = [requests[name], limits[name]];
  const says = `minimum ${name} usage per ${type} is ${quantityText(bound)}`;
  if (!request) return [`${says}.  No request is specified`];
  if (request.milli < bound.milli) return [`${says}, but request is ${quantityText(request)}`];
  return limit && limit.milli < bound.milli ? [`${says}, but limit is ${quantityText(limit)}`] : [];
}

function tooMuch({ type, name, bound }: Bound, { requests, limits }: Taken): string[] {
  const limit = limits[name];
  const says = `maximum ${name} usage per ${type} is ${quantityText(bound)}`;
  if (!limit) return [`${says}.  No limit is specified`];
  if (limit.milli > bound.milli) return [`${says}, but limit is ${quantityText(limit)}`];
  return tooMuchRequested({ type, name, bound }, requests);
}

function tooMuchRequested({ type, name, bound }: Bound, requests: ResourceAmounts): string[] {
  const request = requests[name];
  if (!request || request.milli <= bound.milli) return [];
  return [`maximum ${name} usage per ${type} is ${quantityText(bound)}, but request is ${quantityText(request)}`];
}

function tooUneven({ type, name, bound }: Bound, { requests, limits }: Taken): string[] {
  const [request, limit] = [requests[name]?.milli ?? 0n, limits[name]?.milli ?? 0n];
  const says = `${name} max limit to request ratio per ${type} is ${quantityText(bound)}`;
  if (request === 0n) return [`${says}, but no request is specified or request is 0`];
  if (limit === 0n) return [`${says}, but no limit is specified or limit is 0`];
  const ratio = Number(limit) / Number(request);
  return ratio * 1000 > Number(bound.milli) ? [`${says}, but provided ratio is ${ratio.toFixed(6)}`] : [];
}
