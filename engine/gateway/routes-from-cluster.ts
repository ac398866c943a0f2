import type { EndpointSlice } from 'kubernetes-types/discovery/v1.d.ts';
import type { Informer } from '../../clusters/informer/informer.ts';
import type { ResourceKind } from '../../clusters/objects.ts';
import type { Clock } from '../contract/clock.ts';
import type { Route } from '../contract/route.ts';
import { routeKind } from '../contract/route-kind.ts';
import { buildTable } from './table/build-table.ts';
import type { RoutingTable } from './table/table.ts';

/** The kind of our Route objects. */
export const routes: ResourceKind<Route> = routeKind;

export interface RoutesFromCluster {
  routes: Informer<Route>;
  slices: Informer<EndpointSlice>;
  clock: Clock;
  /** Gets the first table when both are synced, and one after each burst of changes. */
  update: (table: RoutingTable) => void;
}

/** One change brings others with it (a rollout, a slice rewritten in two writes): they make one table. */
const gatherMs = 10;

/** Keeps the gateway's table in step with the cluster. Resolves with the way out when the first table is in. */
export async function followRoutes({ routes, slices, clock, update }: RoutesFromCluster): Promise<() => void> {
  await Promise.all([routes.synced, slices.synced]);
  let timer: unknown;
  const rebuild = () => {
    timer = undefined;
    update(buildTable(routes.list(), slices.list()));
  };
  const changed = () => {
    timer ??= clock.setTimeout(rebuild, gatherMs);
  };
  rebuild();
  const leave = [routes.onChange(changed), slices.onChange(changed)];
  return () => {
    for (const unsubscribe of leave) unsubscribe();
    clock.clearTimeout(timer);
  };
}
