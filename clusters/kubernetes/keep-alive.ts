import type { WebSocket } from 'ws';
import type { Clock } from '../clock.ts';

/** Proxies and load balancers forget connections that are silent for about a minute. */
const pingEveryMs = 20_000;
const mostUnanswered = 2;

/**
 * Keeps an idle WebSocket alive, and cuts one whose other side has left two pings in a row without an answer: a connection
 * can die without a word. `onDead` is called just before the cut.
 */
export function keepAlive(socket: WebSocket, clock: Clock, onDead: () => void): void {
  let unanswered = 0;
  let timer = clock.setTimeout(ping, pingEveryMs);
  const hear = () => {
    unanswered = 0;
  };
  for (const event of ['message', 'ping', 'pong'] as const) socket.on(event, hear);
  socket.once('close', () => clock.clearTimeout(timer));

  function ping(): void {
    // Whoever has paused it reads no answers either.
    if (unanswered >= mostUnanswered && !socket.isPaused) {
      onDead();
      socket.terminate();
      return;
    }
    unanswered += 1;
    if (socket.readyState === socket.OPEN) socket.ping();
    timer = clock.setTimeout(ping, pingEveryMs);
  }
}
