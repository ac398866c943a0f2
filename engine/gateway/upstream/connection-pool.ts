import type { Clock } from '../../contract/clock.ts';
import { type Connection, openConnection } from './connection.ts';

/** The connections to one model server, kept open between requests. */
export interface ConnectionPool {
  /** A kept connection, or a new one that may still be opening. */
  take(): Connection;
  /** Closes the idle ones; the others follow when their answers end. */
  close(): void;
}

export interface ConnectionPoolOptions {
  address: string;
  port: number;
  connectMs: number;
  clock: Clock;
  readBuffer: Buffer;
}

interface Idle {
  connection: Connection;
  /** Milliseconds of the clock: the server may close it from then on. Unknown where it does not say. */
  until: number | undefined;
}

// More than these idle connections are closed after a burst.
const maxIdle = 256;
/** A request that leaves this long before the server's own time-out arrives in time. */
const marginMs = 1_000;

/** A pool that opens its first connection when it is asked for one. */
export function createConnectionPool(options: ConnectionPoolOptions): ConnectionPool {
  const { clock } = options;
  // The one used last is the least likely to have been closed.
  const idle: Idle[] = [];
  let closed = false;
  return { take, close };

  function take(): Connection {
    for (let kept = idle.pop(); kept; kept = idle.pop()) {
      if (kept.until === undefined || kept.until > clock.now()) return kept.connection;
      kept.connection.destroy();
    }
    return openConnection({ ...options, onFree: keep, onClosed: forget });
  }

  function keep(connection: Connection, keepAliveSeconds: number | undefined): void {
    if (closed || idle.length >= maxIdle) return void connection.destroy();
    const until = keepAliveSeconds === undefined ? undefined : clock.now() + keepAliveSeconds * 1000 - marginMs;
    idle.push({ connection, until });
  }

  function forget(connection: Connection): void {
    const index = idle.findIndex((kept) => kept.connection === connection);
    if (index >= 0) idle.splice(index, 1);
  }

  function close(): void {
    closed = true;
    for (const { connection } of idle.splice(0)) connection.destroy();
  }
}
