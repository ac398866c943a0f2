import type { OpenCluster } from '../../../clusters/provider.ts';
import { unlessAborted } from '../../../clusters/unless-aborted.ts';
import { SlipwayError, toWire } from '../../contract/errors.ts';
import type { ClusterView } from '../../contract/views/cluster.ts';
import { toSlipwayError } from '../shared/to-slipway-error.ts';
import type { ClusterSession } from './cluster-session.ts';

/** Where a connection to a cluster stands. */
export type Connection =
  | { state: 'none' | 'connecting' }
  | { state: 'connected'; session: ClusterSession }
  | { state: 'failed'; problem: NonNullable<ClusterView['problem']> };

/** The sessions of this process, one a cluster; each is made when somebody first asks for it. */
export interface Connections {
  /** Connects, or waits for the connection that is being made. Rejects with why it cannot be had. */
  session(cluster: string, signal?: AbortSignal): Promise<ClusterSession>;
  of(cluster: string): Connection;
  /** Makes the session anew at the next use, as after an installation: what the cluster serves has changed. */
  renew(cluster: string): Promise<void>;
  /** Ends the connection; the cluster goes on. */
  close(cluster: string): Promise<void>;
  onChange(listener: () => void): () => void;
  closeAll(): Promise<void>;
}

export interface ConnectionsOptions {
  /** The cluster that is always connected: the sandbox of this process. */
  home: { name: string; session: ClusterSession } | null;
  /** Rejects with `not_found` for a name that nobody knows. */
  open(cluster: string, signal: AbortSignal): Promise<OpenCluster>;
  /** Resolves once the session's caches are full. */
  begin(opened: OpenCluster, signal: AbortSignal): Promise<ClusterSession>;
}

interface Attempt {
  ending: AbortController;
  session: Promise<ClusterSession>;
  connection: Connection;
}

/** No connection yet but that of the home cluster. */
export function createConnections({ home, open, begin }: ConnectionsOptions): Connections {
  const attempts = new Map<string, Attempt>();
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };

  function connect(name: string): Attempt {
    const ending = new AbortController();
    const attempt: Attempt = { ending, session: start(name, ending.signal), connection: { state: 'connecting' } };
    attempts.set(name, attempt);
    attempt.session.then(
      (session) => settle(attempt, { state: 'connected', session }),
      (error) => settle(attempt, { state: 'failed', problem: toWire(toSlipwayError(error)) }),
    );
    tell();
    return attempt;
  }

  async function start(name: string, signal: AbortSignal): Promise<ClusterSession> {
    const opened = await open(name, signal);
    try {
      const session = await begin(opened, signal);
      signal.throwIfAborted();
      return session;
    } catch (error) {
      await opened[Symbol.asyncDispose]();
      throw error;
    }
  }

  function settle(attempt: Attempt, connection: Connection): void {
    attempt.connection = connection;
    tell();
  }

  async function close(name: string): Promise<void> {
    const attempt = attempts.get(name);
    if (!attempt) return;
    attempts.delete(name);
    attempt.ending.abort(new SlipwayError('cancelled', `The connection to ${name} was ended.`));
    await attempt.session.then(
      (session) => session.close(),
      () => {}, // It failed, and whoever asked for it was told.
    );
    tell();
  }

  return {
    async session(name, signal) {
      if (home?.name === name) return home.session;
      const present = attempts.get(name);
      // A failed one is tried again whenever somebody asks.
      const attempt = present && present.connection.state !== 'failed' ? present : connect(name);
      // The connection goes on being made when this caller gives up: others may wait for it too.
      return unlessAborted(attempt.session, signal);
    },
    of(name) {
      if (home?.name === name) return { state: 'connected', session: home.session };
      return attempts.get(name)?.connection ?? { state: 'none' };
    },
    renew: close,
    close,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async closeAll() {
      await Promise.all([...attempts.keys()].map(close));
      listeners.clear();
    },
  };
}
