import { systemClock } from '../../../clusters/clock.ts';
import { silentLog } from '../../../clusters/log.ts';
import { createGateway, type Gateway } from '../../../engine/gateway/gateway.ts';
import type { Limits } from '../../../engine/gateway/limits.ts';
import type { RoutingTable, TableRoute, TableTarget } from '../../../engine/gateway/table/table.ts';

export interface RunningGateway extends AsyncDisposable {
  gateway: Gateway;
  url: string;
  /** Asks for a completion of model `m`, with more fields of the body and of fetch's options. */
  ask(body?: object, init?: RequestInit): Promise<Response>;
  /** The value of one line of /metrics, found by its start. */
  metric(start: string): Promise<number | undefined>;
}

/** A gateway on loopback with the real clock. */
export async function runningGateway(table?: RoutingTable, limits: Partial<Limits> = {}): Promise<RunningGateway> {
  let ids = 0;
  const newId = () => `request-${++ids}`;
  const gateway = createGateway({ clock: systemClock, log: silentLog, newId, limits, ...(table && { table }) });
  const url = await gateway.listen({ host: '127.0.0.1', port: 0 });
  return {
    gateway,
    url,
    ask: (body = {}, init = {}) =>
      fetch(`${url}/v1/chat/completions`, { method: 'POST', body: JSON.stringify({ model: 'm', ...body }), ...init }),
    async metric(start) {
      const text = await (await fetch(`${url}/metrics`)).text();
      const line = text.split('\n').find((candidate) => candidate.startsWith(start));
      return line === undefined ? undefined : Number(line.split(' ').at(-1));
    },
    async [Symbol.asyncDispose]() {
      await gateway.close({ drainMs: 0 });
    },
  };
}

/** A table of one route, `default/r`, for the model `m` and others. */
export function tableOf(targets: readonly TableTarget[], models = ['m']): RoutingTable {
  const route: TableRoute = { name: 'default/r', created: 1_767_225_600, models, targets };
  return { byModel: new Map(models.map((model) => [model, route])), conflicts: [] };
}

/** A target whose ready backends listen on these ports of loopback. */
export function targetOf(ports: readonly number[], more: Partial<TableTarget> = {}): TableTarget {
  const backends = ports.map((port) => ({ address: '127.0.0.1', port, ready: true }));
  return { name: 'stable', weight: 100, service: 's', backends, ...more };
}
