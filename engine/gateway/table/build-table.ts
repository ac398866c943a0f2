import type { EndpointSlice } from 'kubernetes-types/discovery/v1.d.ts';
import type { Route, RouteTarget } from '../../contract/route.ts';
import { byPrecedence, routeName } from '../../contract/route-precedence.ts';
import { backendsOf } from './slice-backends.ts';
import type { Conflict, RoutingTable, TableRoute, TableTarget } from './table.ts';

const serviceLabel = 'kubernetes.io/service-name';

/** Joins Routes with the EndpointSlices of the Services they name. Where two Routes claim a model name one of them keeps it. */
export function buildTable(routes: readonly Route[], slices: readonly EndpointSlice[]): RoutingTable {
  const slicesByService = Map.groupBy(slices, serviceOf);
  const byModel = new Map<string, TableRoute>();
  const conflicts: Conflict[] = [];
  for (const route of routes.toSorted(byPrecedence)) claimNames(tableRoute(route, slicesByService), byModel, conflicts);
  return { byModel, conflicts };
}

function serviceOf(slice: EndpointSlice): string {
  return `${slice.metadata?.namespace ?? 'default'}/${slice.metadata?.labels?.[serviceLabel] ?? ''}`;
}

function tableRoute(route: Route, slices: Map<string, EndpointSlice[]>): TableRoute {
  const namespace = route.metadata?.namespace ?? 'default';
  return {
    name: routeName(route),
    created: Math.floor(Date.parse(route.metadata?.creationTimestamp ?? '') / 1000) || 0,
    models: [...new Set(route.spec.models)],
    targets: route.spec.targets.map((target) => tableTarget(target, slices.get(`${namespace}/${target.service.name}`) ?? [])),
  };
}

function tableTarget(target: RouteTarget, slices: readonly EndpointSlice[]): TableTarget {
  return {
    name: target.name,
    // Absent where the object was stored by a server that does not apply the schema's default.
    weight: target.weight ?? 100,
    service: target.service.name,
    upstreamModel: target.upstreamModel,
    backends: backendsOf(slices, target.service.port),
  };
}

function claimNames(route: TableRoute, byModel: Map<string, TableRoute>, conflicts: Conflict[]): void {
  for (const model of route.models) {
    const holder = byModel.get(model);
    if (holder) conflicts.push({ model, route: route.name, keptBy: holder.name });
    else byModel.set(model, route);
  }
}
