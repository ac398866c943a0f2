import type { Clock } from '../../contract/clock.ts';
import { brokenStream, refusalBody } from '../answer/errors.ts';
import { observe } from '../measure/histogram.ts';
import type { AnswerHead } from '../upstream/answer-head.ts';
import { type Exchange, settle } from './exchange.ts';
import { responseHeaders } from './headers.ts';
import { endWith } from './write.ts';

const badGateway = 502;

/** Passes the head of the backend's answer on. */
export function beginAnswer(exchange: Exchange, answer: AnswerHead, clock: Clock): void {
  const { response } = exchange;
  exchange.answer = answer;
  exchange.movedAt = clock.now();
  response.writeHead(answer.status, responseHeaders(answer, slipwayHeaders(exchange)));
  if (answer.isEventStream) response.flushHeaders();
}

/** Passes bytes of the answer on, and reads no faster than the client takes them. */
export function passChunk(exchange: Exchange, chunk: Buffer, clock: Clock): void {
  const { response, answer, upstream } = exchange;
  const isWhole = exchange.firstByteAt === 0 && answer?.length === chunk.length;
  measureChunk(exchange, clock.now());
  if (isWhole) return void endWith(response, chunk);
  // The connection's next read overwrites the chunk.
  if (response.write(Buffer.from(chunk)) || upstream?.isPaused()) return;
  upstream?.pause();
  response.once('drain', () => goOn(exchange, clock));
}

/** The answer is complete. */
export function finish(exchange: Exchange, clock: Clock): void {
  exchange.upstream = undefined;
  if (!exchange.response.writableEnded) exchange.response.end();
  settle(exchange, exchange.answer?.status ?? badGateway, clock.now());
}

/** The backend went away in mid-answer. An event stream ends with an error event, which clients raise; anything else is cut, so that it cannot pass for whole. */
export function breakOff(exchange: Exchange, clock: Clock): void {
  if (exchange.settled) return;
  const { response, answer, backend, series } = exchange;
  series.brokenStreams++;
  settle(exchange, badGateway, clock.now());
  if (!answer?.isEventStream) return void response.destroy();
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

function measureChunk(exchange: Exchange, now: number): void {
  if (exchange.firstByteAt === 0) {
    exchange.firstByteAt = now;
    observe(exchange.series.firstByte, (now - exchange.startedAt) / 1000);
  } else if (exchange.answer?.isEventStream) {
    observe(exchange.series.betweenChunks, (now - exchange.movedAt) / 1000);
  }
  exchange.movedAt = now;
}

function goOn(exchange: Exchange, clock: Clock): void {
  exchange.movedAt = clock.now();
  exchange.upstream?.resume();
}
