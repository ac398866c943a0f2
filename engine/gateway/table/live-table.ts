import type { Series, SeriesRegistry } from '../measure/series.ts';
import type { Pool } from '../pick/pick-backend.ts';
import type { Weighted } from '../pick/pick-target.ts';
import type { Backend, Backends } from './backends.ts';
import type { RoutingTable, TableRoute, TableTarget } from './table.ts';

/** A routing table with what lives longer than one: turns, requests in flight, connections, counts. */
export interface LiveTable {
  readonly byModel: ReadonlyMap<string, LiveRoute>;
}

export interface LiveRoute {
  readonly name: string;
  readonly created: number;
  readonly targets: readonly LiveTarget[];
  /** The weights it was made with: its turns go on while they stay. */
  readonly weights: string;
}

export interface LiveTarget extends Weighted, Pool<Backend> {
  readonly name: string;
  readonly service: string;
  readonly upstreamModel: string | undefined;
  /** Ready ones only. */
  readonly backends: readonly Backend[];
  /** Ready or not. */
  readonly known: number;
  readonly series: Series;
}

/** Makes `table` live. Turns go on from `previous` where a route's weights are the same; its lost backends are let go. */
export function reviveTable(
  table: RoutingTable,
  previous: LiveTable,
  { backends, series }: { backends: Backends; series: SeriesRegistry },
): LiveTable {
  const revived = new Map<TableRoute, LiveRoute>();
  const byModel = new Map<string, LiveRoute>();
  for (const [model, route] of table.byModel) {
    const live = revived.get(route) ?? reviveRoute(route, previous.byModel.get(model), { backends, series });
    revived.set(route, live);
    byModel.set(model, live);
  }
  backends.keepOnly(new Set([...revived.values()].flatMap((route) => route.targets.flatMap((target) => target.backends))));
  return { byModel };
}

function reviveRoute(route: TableRoute, previous: LiveRoute | undefined, parts: { backends: Backends; series: SeriesRegistry }): LiveRoute {
  const weights = JSON.stringify(route.targets.map((target) => [target.name, target.weight]));
  const kept = previous?.weights === weights ? previous.targets : [];
  const model = route.models[0] ?? route.name;
  const targets = route.targets.map((target, index) => ({
    ...readyPool(target, parts.backends),
    current: kept[index]?.current ?? 0,
    turn: kept[index]?.turn ?? 0,
    series: parts.series.of(model, target.name),
  }));
  return { name: route.name, created: route.created, targets, weights };
}

function readyPool({ name, weight, service, upstreamModel, backends }: TableTarget, live: Backends) {
  const ready = backends.filter((backend) => backend.ready).map((backend) => live.of(backend.address, backend.port));
  return { name, weight, service, upstreamModel, backends: ready, known: backends.length };
}
