import type { ClusterProvider, KnownCluster } from '../../../clusters/provider.ts';
import { toWire } from '../../contract/errors.ts';
import type { ClusterView } from '../../contract/views/cluster.ts';
import { toSlipwayError } from '../shared/to-slipway-error.ts';
import type { ClusterServiceOptions } from './cluster-service-options.ts';
import { clusterViewOf, homeViewOf } from './cluster-view.ts';
import { createInstalledFacts } from './installed-facts.ts';
import { createSessionChanges } from './session-changes.ts';

/** Providers are asked again so often while somebody watches: what they know (containers, files) tells nobody of its changes. */
const askEveryMs = 5_000;

/** All clusters as they are known now. */
export interface ClusterBoard {
  /** Asks the providers. */
  refresh(): Promise<void>;
  read(): ClusterView[];
  /** Calls back after every change, and asks the providers again and again; returns the way out. */
  watch(changed: () => void): () => void;
  close(): void;
}

interface Listed {
  provider: ClusterProvider;
  clusters: readonly KnownCluster[];
  problem: ClusterView['problem'];
}

export function createClusterBoard(options: ClusterServiceOptions): ClusterBoard {
  const { home, providers, connections, flows, store, clock, log } = options;
  const readers = new Set<() => void>();
  let listed: readonly Listed[] = providers.map((provider) => ({ provider, clusters: [], problem: null }));
  let asked = 0;
  let isClosed = false;
  let timer: unknown;

  const tell = (): void => {
    for (const reader of readers) reader();
  };
  const installed = createInstalledFacts({ ...options, changed: tell });
  const sessions = createSessionChanges(tell);
  const exits = [
    connections.onChange(followSessions),
    flows.onEnded(() => {
      installed.renew();
      void refresh();
    }),
  ];

  /** It was deleted, by us or behind our back: nobody asks for its connection any more. */
  function letGo(name: string): void {
    connections.close(name).catch((error: unknown) => log.warn({ cluster: name, err: error }, 'connection not ended'));
  }

  function followSessions(): void {
    const names = namesOf(listed);
    const present = (home ? [home.name, ...names] : names).map((name) => connections.of(name));
    sessions.follow(present.flatMap((connection) => (connection.state === 'connected' ? [connection.session] : [])));
    tell();
  }

  async function refresh(): Promise<void> {
    const turn = ++asked;
    const answers = await Promise.all(listed.map(list));
    // Whoever was asked later knows better.
    if (turn !== asked || isClosed) return;
    const before = namesOf(listed);
    listed = answers;
    const now = namesOf(listed);
    for (const name of before) if (!now.includes(name)) letGo(name);
    followSessions();
  }

  function read(): ClusterView[] {
    const attachments = store.attachments.list();
    const others = listed.flatMap(({ provider, clusters, problem }) =>
      clusters.map((known) => {
        const connection = connections.of(known.name);
        return clusterViewOf({
          provider: provider.id,
          known,
          problem,
          attachment: provider.id === 'remote' ? attachments.find(({ name }) => name === known.name) : undefined,
          connection,
          installation: connection.state === 'connected' ? installed.of(connection.session) : null,
        });
      }),
    );
    return [...homeViews(), ...others];
  }

  function homeViews(): ClusterView[] {
    if (!home) return [];
    const connection = connections.of(home.name);
    return connection.state === 'connected' ? [homeViewOf(home, connection.session)] : [];
  }

  async function askAgain(): Promise<void> {
    await refresh();
    if (readers.size > 0) timer = clock.setTimeout(() => void askAgain(), askEveryMs);
  }

  return {
    refresh,
    read,
    watch(changed) {
      readers.add(changed);
      if (readers.size === 1) void askAgain();
      return () => {
        readers.delete(changed);
        if (readers.size === 0) clock.clearTimeout(timer);
      };
    },
    close() {
      isClosed = true;
      for (const exit of exits) exit();
      clock.clearTimeout(timer);
      readers.clear();
      sessions.close();
      installed.close();
    },
  };
}

function namesOf(listed: readonly Listed[]): string[] {
  return listed.flatMap(({ clusters }) => clusters.map(({ name }) => name));
}

/** What a provider knows now, or what it knew before and why it cannot say now. */
async function list({ provider, clusters }: Listed): Promise<Listed> {
  try {
    return { provider, clusters: await provider.list(), problem: null };
  } catch (error) {
    const unknown = clusters.map(({ name }): KnownCluster => ({ name, state: 'unknown' }));
    return { provider, clusters: unknown, problem: toWire(toSlipwayError(error)) };
  }
}
