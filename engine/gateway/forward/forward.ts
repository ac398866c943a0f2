import type { Clock } from '../../contract/clock.ts';
import { unreachable } from '../answer/errors.ts';
import type { Limits } from '../limits.ts';
import { pickBackend } from '../pick/pick-backend.ts';
import type { Backend } from '../table/backends.ts';
import type { LiveTarget } from '../table/live-table.ts';
import type { Asker, Loss } from '../upstream/connection.ts';
import { type Exchange, refuse, releaseBackend, settle } from './exchange.ts';
import { requestHead } from './headers.ts';
import { beginAnswer, breakOff, finish, passChunk } from './relay.ts';

export interface Forwarding {
  clock: Clock;
  limits: Limits;
  /** A backend refused its connection. */
  onUnreachable: (backend: Backend, reason: string) => void;
}

const clientLeft = 499;
/** A request is sent twice at most, and only while the client has had nothing of an answer. */
const maxAttempts = 2;

/** Sends the exchange's body to a backend of `target` and its answer back. */
export function forward(exchange: Exchange, target: LiveTarget, forwarding: Forwarding): void {
  const backend = pickBackend(target, exchange.movedAt);
  if (!backend) throw new Error(`target ${target.name} was picked without a ready backend`);
  exchange.response.once('close', () => leave(exchange, forwarding));
  attempt(exchange, backend, forwarding);
}

// The response closes after its end, too; then the exchange is settled and this does nothing.
function leave(exchange: Exchange, { clock }: Forwarding): void {
  if (exchange.settled) return;
  exchange.series.clientAborts++;
  settle(exchange, clientLeft, clock.now());
  exchange.upstream?.destroy();
}

function attempt(exchange: Exchange, backend: Backend, forwarding: Forwarding): void {
  backend.inFlight++;
  exchange.backend = backend;
  exchange.attempts++;
  const { request, requestId, body } = exchange;
  const upstream = backend.connections.take();
  exchange.upstream = upstream;
  upstream.ask(requestHead(request, { host: backend.key, requestId, length: body.length }), body, askerFor(exchange, backend, forwarding));
}

function askerFor(exchange: Exchange, backend: Backend, forwarding: Forwarding): Asker {
  const { clock } = forwarding;
  return {
    onHead: (head) => beginAnswer(exchange, head, clock),
    onBody: (data) => passChunk(exchange, data, clock),
    onEnd: () => finish(exchange, clock),
    onLost: (loss) => fail(exchange, { backend, ...loss }, forwarding),
  };
}

interface Failure extends Loss {
  backend: Backend;
}

function fail(exchange: Exchange, failure: Failure, forwarding: Forwarding): void {
  exchange.upstream = undefined;
  if (exchange.settled) return;
  if (exchange.answer) breakOff(exchange, forwarding.clock);
  else failUnanswered(exchange, failure, forwarding);
}

function failUnanswered(exchange: Exchange, failure: Failure, forwarding: Forwarding): void {
  const { backend, error } = failure;
  releaseBackend(exchange);
  if (error.syscall === 'connect') avoid(backend, error, forwarding);
  const next = exchange.attempts < maxAttempts ? nextBackend(exchange, failure, forwarding) : undefined;
  if (next) {
    exchange.series.retries++;
    attempt(exchange, next, forwarding);
  } else refuse(exchange, unreachable(backend.key, reasonOf(error)), forwarding.clock.now());
}

function avoid(backend: Backend, error: NodeJS.ErrnoException, { clock, limits, onUnreachable }: Forwarding): void {
  const now = clock.now();
  if (backend.avoidUntil <= now) onUnreachable(backend, reasonOf(error));
  backend.avoidUntil = now + limits.avoidMs;
}

// Only where the server cannot have begun: no connection, or a kept one that it had closed when the request came.
// Never on another target: a canary's failures are its own.
function nextBackend(exchange: Exchange, { backend, wasStale, error }: Failure, { clock }: Forwarding): Backend | undefined {
  if (!exchange.target || !(error.syscall === 'connect' || wasStale)) return undefined;
  const other = pickBackend(exchange.target, clock.now(), backend);
  return other ?? (wasStale ? backend : undefined);
}

function reasonOf(error: NodeJS.ErrnoException): string {
  if (error.code === 'ECONNREFUSED') return 'nothing listens there (ECONNREFUSED)';
  if (error.code === 'ECONNRESET') return 'it closed the connection without an answer (ECONNRESET)';
  return error.message || error.code || 'unknown reason';
}
