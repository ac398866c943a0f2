import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Clock } from '../contract/clock.ts';
import { internalError, notLoaded } from './answer/errors.ts';
import { isInference, ownAnswer } from './answer/own-answer.ts';
import { send } from './answer/send.ts';
import { type Exchange, refuse } from './forward/exchange.ts';
import { createIdleWatch } from './forward/idle-watch.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { listen } from './listen.ts';
import { renderMetrics } from './measure/render.ts';
import { createSeriesRegistry } from './measure/series.ts';
import { type Serving, serveInference } from './request/serve-inference.ts';
import { createBackends } from './table/backends.ts';
import { type LiveTable, reviveTable } from './table/live-table.ts';
import type { RoutingTable } from './table/table.ts';

/** What the gateway says while it works; pino's loggers fit. */
export interface GatewayLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface GatewayOptions {
  clock: Clock;
  log: GatewayLog;
  /** Names a request that came without an `x-request-id`. */
  newId: () => string;
  limits?: Partial<Limits>;
  /** What is served from the start; without it, `/readyz` answers 503 until the first `update`. */
  table?: RoutingTable;
}

export interface Gateway {
  /** Resolves with the URL. Port 0 takes any free one. */
  listen(options: { host: string; port: number }): Promise<string>;
  /** Serves `table` from the next request on; running ones finish where they are. */
  update(table: RoutingTable): void;
  /** From now on `/readyz` fails, and all else is as before: whoever sends requests here is to learn of the end in time. */
  leave(): void;
  /** Takes no new connections, lets running requests finish for `drainMs`, then cuts them. Resolves with how many were cut. */
  close(options: { drainMs: number }): Promise<{ cut: number }>;
}

const validId = /^[\x21-\x7e]{1,128}$/;

/** The data path: OpenAI-compatible HTTP in, model servers out. Knows no Kubernetes. */
export function createGateway({ clock, log, newId, limits: given = {}, table: first }: GatewayOptions): Gateway {
  const limits = { ...defaultLimits, ...given };
  const backends = createBackends(clock, limits);
  const series = createSeriesRegistry(limits.labelSets);
  const unrouted = series.of('unknown', 'none');
  const idleWatch = createIdleWatch(clock, limits);
  let running = 0;
  let live: LiveTable = { byModel: new Map() };
  let loaded = false;
  let leaving = false;
  let draining = false;

  const serving: Serving = {
    clock,
    limits,
    idleWatch,
    table: () => live,
    onUnreachable: (backend, reason) => log.warn({ backend: backend.key, reason }, 'a backend cannot be reached'),
  };
  const own = {
    table: () => live,
    notReady: () => (leaving ? 'draining' : loaded ? undefined : 'routes are not loaded yet'),
    metrics: () => renderMetrics({ series: [...series.all()], backends: [...backends.all()] }),
  };
  // A slow upload is bounded here; how long an answer may take is the idle watch's to say.
  const server = createServer({ requestTimeout: 300_000, keepAliveTimeout: 75_000 }, handle);
  if (first) update(first);
  return { listen: (options) => listen(server, options), update, leave, close };

  function handle(request: IncomingMessage, response: ServerResponse): void {
    running++;
    response.once('close', () => {
      running--;
      // Its headers may have promised to keep the connection.
      if (draining) request.socket.end();
    });
    if (draining) response.shouldKeepAlive = false;
    const { method = 'GET', url = '/' } = request;
    if (isInference(method, url)) serve(request, response);
    else send(response, ownAnswer(method, url, own));
  }

  function serve(request: IncomingMessage, response: ServerResponse): void {
    const exchange = begin(request, response);
    if (!loaded) {
      refuse(exchange, notLoaded(), clock.now());
      return;
    }
    serveInference(exchange, serving).catch((error: unknown) => {
      log.error({ error, requestId: exchange.requestId }, 'a request failed in the gateway');
      if (response.headersSent) response.destroy();
      else refuse(exchange, internalError(), clock.now());
    });
  }

  function begin(request: IncomingMessage, response: ServerResponse): Exchange {
    const asked = request.headers['x-request-id'];
    const requestId = typeof asked === 'string' && validId.test(asked) ? asked : newId();
    const now = clock.now();
    return {
      request,
      response,
      requestId,
      startedAt: now,
      movedAt: now,
      series: unrouted,
      body: Buffer.alloc(0),
      attempts: 0,
      firstByteAt: 0,
      settled: false,
    };
  }

  function update(table: RoutingTable): void {
    for (const conflict of table.conflicts) log.warn(conflict, 'two routes claim one model name; the older one keeps it');
    live = reviveTable(table, live, { backends, series });
    loaded = true;
  }

  function leave(): void {
    leaving = true;
  }

  async function close({ drainMs }: { drainMs: number }): Promise<{ cut: number }> {
    leave();
    draining = true;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    let cut = 0;
    const limit = clock.setTimeout(() => {
      cut = running;
      server.closeAllConnections();
    }, drainMs);
    await closed;
    clock.clearTimeout(limit);
    idleWatch.stop();
    backends.keepOnly(new Set());
    return { cut };
  }
}
