import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Refusal } from '../answer/errors.ts';
import { send } from '../answer/send.ts';
import { observe } from '../measure/histogram.ts';
import type { Series } from '../measure/series.ts';
import { type Backend, release } from '../table/backends.ts';
import type { LiveRoute, LiveTarget } from '../table/live-table.ts';
import type { AnswerHead } from '../upstream/answer-head.ts';
import type { Connection } from '../upstream/connection.ts';

/** One request on its way through the gateway. Times are milliseconds of the clock. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly startedAt: number;
  /** When anything last moved, either way. */
  movedAt: number;
  /** Where its outcome is counted; `unknown` until a target is picked. */
  series: Series;
  body: Buffer;
  route?: LiveRoute;
  target?: LiveTarget;
  /** The backend that works on it now. */
  backend?: Backend | undefined;
  /** While a backend's answer is awaited or read; afterwards it may carry another exchange. */
  upstream?: Connection | undefined;
  /** The answer's head, once it is there. */
  answer?: AnswerHead;
  attempts: number;
  /** 0 until the first byte of the answer's body. */
  firstByteAt: number;
  /** Over and counted. */
  settled: boolean;
}

/** Ends the exchange once: frees its backend and counts it under `status`. */
export function settle(exchange: Exchange, status: number, now: number): void {
  if (exchange.settled) return;
  exchange.settled = true;
  releaseBackend(exchange);
  const { requests, duration } = exchange.series;
  requests.set(status, (requests.get(status) ?? 0) + 1);
  observe(duration, (now - exchange.startedAt) / 1000);
}

/** The backend is done with this exchange, one way or the other. */
export function releaseBackend(exchange: Exchange): void {
  if (exchange.backend) release(exchange.backend);
  exchange.backend = undefined;
}

/** Ends the exchange with an error of the gateway's own; the answer must not have begun. */
export function refuse(exchange: Exchange, refusal: Refusal, now: number): void {
  if (exchange.settled) return;
  const headers: Record<string, string> = { 'x-request-id': exchange.requestId };
  if (exchange.route) headers['x-slipway-route'] = exchange.route.name;
  if (exchange.target) headers['x-slipway-target'] = exchange.target.name;
  send(exchange.response, refusal, headers);
  settle(exchange, refusal.status, now);
}
