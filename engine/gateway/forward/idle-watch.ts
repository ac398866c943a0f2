import type { Clock } from '../../contract/clock.ts';
import { upstreamTimeout } from '../answer/errors.ts';
import type { Limits } from '../limits.ts';
import { type Exchange, refuse, settle } from './exchange.ts';
import { breakOff } from './relay.ts';

export interface IdleWatch {
  add(exchange: Exchange): void;
  stop(): void;
}

const longestTickMs = 1_000;

/** Ends exchanges in which nothing moves any more. One timer for all: a timer per request costs more than the request's routing. */
export function createIdleWatch(clock: Clock, limits: Limits): IdleWatch {
  const tickMs = Math.min(longestTickMs, Math.ceil(Math.min(limits.firstByteMs, limits.idleMs) / 4));
  // An array, not a Set: a Set's outgrown tables point to their successors, so that with this many short lives one dead
  // table in the old generation keeps thousands of finished exchanges through every minor collection.
  const watched: Watched[] = [];
  let timer: unknown;
  return { add, stop: () => clock.clearTimeout(timer) };

  function add(exchange: Exchange): void {
    const entry = { exchange, index: watched.length };
    watched.push(entry);
    exchange.response.once('close', () => remove(watched, entry));
    timer ??= clock.setTimeout(tick, tickMs);
  }

  function tick(): void {
    const now = clock.now();
    for (const { exchange } of watched.slice()) endWhenIdle(exchange, limits, now, clock);
    timer = watched.length > 0 ? clock.setTimeout(tick, tickMs) : undefined;
  }
}

interface Watched {
  exchange: Exchange;
  /** Its place in the array. */
  index: number;
}

// The last takes its place.
function remove(watched: Watched[], { index }: Watched): void {
  const last = watched.pop();
  if (!last || last.index === index) return;
  last.index = index;
  watched[index] = last;
}

function endWhenIdle(exchange: Exchange, limits: Limits, now: number, clock: Clock): void {
  const limit = exchange.firstByteAt === 0 ? limits.firstByteMs : limits.idleMs;
  if (now - exchange.movedAt < limit) return;
  if (exchange.settled || exchange.upstream?.isPaused()) dropClient(exchange, now);
  else if (!exchange.answer) refuse(exchange, upstreamTimeout(exchange.backend?.key ?? 'unknown', limit), now);
  else breakOff(exchange, clock);
  exchange.upstream?.destroy();
}

// The client does not read: what it has not taken is lost to it anyway.
function dropClient(exchange: Exchange, now: number): void {
  if (!exchange.settled) exchange.series.clientAborts++;
  settle(exchange, 499, now);
  exchange.response.destroy();
}
