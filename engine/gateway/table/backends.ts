import type { Clock } from '../../contract/clock.ts';
import type { Loaded } from '../pick/pick-backend.ts';
import { type ConnectionPool, createConnectionPool } from '../upstream/connection-pool.ts';

/** A model server as the gateway knows it, the same object over table changes. */
export interface Backend extends Loaded {
  /** `address:port`. */
  readonly key: string;
  readonly address: string;
  readonly port: number;
  readonly connections: ConnectionPool;
  inFlight: number;
  avoidUntil: number;
  /** No table names it any more: its connections close with its last request. */
  retired: boolean;
}

export interface Backends {
  of(address: string, port: number): Backend;
  /** Retires all others. */
  keepOnly(wanted: ReadonlySet<Backend>): void;
  all(): Iterable<Backend>;
}

const readBytes = 64 * 1024;

/** The one list of backends, so that two routes to the same server see the same load. */
export function createBackends(clock: Clock, { connectMs }: { connectMs: number }): Backends {
  const byKey = new Map<string, Backend>();
  // One for all: what is read is passed on or copied before the next read.
  const readBuffer = Buffer.allocUnsafeSlow(readBytes);
  return { of, keepOnly, all: () => byKey.values() };

  function of(address: string, port: number): Backend {
    const key = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
    const known = byKey.get(key);
    if (known) return known;
    const connections = createConnectionPool({ address, port, connectMs, clock, readBuffer });
    const created = { key, address, port, connections, inFlight: 0, avoidUntil: 0, retired: false };
    byKey.set(key, created);
    return created;
  }

  function keepOnly(wanted: ReadonlySet<Backend>): void {
    for (const [key, backend] of byKey) {
      if (wanted.has(backend)) continue;
      byKey.delete(key);
      backend.retired = true;
      closeWhenUnused(backend);
    }
  }
}

/** Ends one request's claim on a backend. */
export function release(backend: Backend): void {
  backend.inFlight--;
  if (backend.retired) closeWhenUnused(backend);
}

function closeWhenUnused(backend: Backend): void {
  if (backend.inFlight === 0) backend.connections.close();
}
