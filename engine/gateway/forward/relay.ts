import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../contract/clock.ts';
import { brokenStream, refusalBody } from '../answer/errors.ts';
import { observe } from '../measure/histogram.ts';
import { type Exchange, settle } from './exchange.ts';
import { responseHeaders } from './headers.ts';
import { endWith } from './write.ts';

const badGateway = 502;

/** Passes the backend's answer on as it comes, no faster than the client reads it. */
export function relay(exchange: Exchange, incoming: IncomingMessage, clock: Clock): void {
  const { response } = exchange;
  exchange.incoming = incoming;
  exchange.movedAt = clock.now();
  response.writeHead(incoming.statusCode ?? badGateway, responseHeaders(incoming, slipwayHeaders(exchange)));
  if (isEventStream(incoming)) response.flushHeaders();
  incoming.on('data', (chunk: Buffer) => passChunk(exchange, chunk, clock));
  response.on('drain', () => goOn(exchange, clock));
  incoming.on('end', () => finish(exchange, clock));
  incoming.on('error', () => breakOff(exchange, clock));
}

/** The backend went away in mid-answer. An event stream ends with an error event, which clients raise; anything else is cut, so that it cannot pass for whole. */
export function breakOff(exchange: Exchange, clock: Clock): void {
  if (exchange.settled) return;
  const { response, incoming, backend, series } = exchange;
  series.brokenStreams++;
  settle(exchange, badGateway, clock.now());
  if (!incoming || !isEventStream(incoming)) return void response.destroy();
  // The blank line first closes an event that was cut in half. Ended, not destroyed: browsers throw away what is unread of a destroyed stream.
  response.end(`\n\ndata: ${refusalBody(brokenStream(backend?.key ?? 'the model server'))}\n\n`);
}

function slipwayHeaders({ route, target, backend, requestId }: Exchange): string[] {
  return [
    'x-slipway-route',
    route?.name ?? '',
    'x-slipway-target',
    target?.name ?? '',
    'x-slipway-backend',
    backend?.key ?? '',
    'x-request-id',
    requestId,
  ];
}

function isEventStream(incoming: IncomingMessage): boolean {
  return incoming.headers['content-type']?.startsWith('text/event-stream') === true;
}

function passChunk(exchange: Exchange, chunk: Buffer, clock: Clock): void {
  const { response, incoming } = exchange;
  const isWhole = exchange.firstByteAt === 0 && incoming?.headers['content-length'] === String(chunk.length);
  measureChunk(exchange, clock.now());
  if (isWhole) endWith(response, chunk);
  else if (!response.write(chunk)) incoming?.pause();
}

function measureChunk(exchange: Exchange, now: number): void {
  if (exchange.firstByteAt === 0) {
    exchange.firstByteAt = now;
    observe(exchange.series.firstByte, (now - exchange.startedAt) / 1000);
  } else if (exchange.incoming && isEventStream(exchange.incoming)) {
    observe(exchange.series.betweenChunks, (now - exchange.movedAt) / 1000);
  }
  exchange.movedAt = now;
}

function goOn(exchange: Exchange, clock: Clock): void {
  exchange.movedAt = clock.now();
  exchange.incoming?.resume();
}

function finish(exchange: Exchange, clock: Clock): void {
  if (!exchange.response.writableEnded) exchange.response.end();
  settle(exchange, exchange.incoming?.statusCode ?? badGateway, clock.now());
}
