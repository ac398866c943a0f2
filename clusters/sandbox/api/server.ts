import { randomInt } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { Cluster } from '../../cluster.ts';
import type { Log } from '../../log.ts';
import type { AccountToken } from '../account-token.ts';
import { createPodScraper } from '../metrics/pod-scraper.ts';
import type { PodRuntime } from '../pod-runtime.ts';
import { createPodTokens } from './authentication/pod-tokens.ts';
import { createLocalCluster } from './cluster.ts';
import { followDefinitions } from './custom/follow-definitions.ts';
import { createFirstObjects } from './first-objects.ts';
import { type Listening, type ListenOptions, listenHttps } from './http/listen.ts';
import { createRegistry } from './registry.ts';
import type { RequestContext } from './requests/context.ts';
import { openStore } from './storage/store.ts';

/** The Kubernetes release whose schemas and answers are imitated. */
const VERSION = 'v1.36.3-slipway';

export interface ApiServerOptions {
  /** The file of the database, or `:memory:` to keep nothing. */
  storage: string;
  clock: Clock;
  /** From 0 up to 1, for names, uids and addresses; the system's own when absent. */
  random?: () => number;
  log: Log;
  podRuntime: PodRuntime;
  /** What `/version` says; a Kubernetes version with Slipway's name when absent. */
  version?: string;
}

/** A Kubernetes API server in this process. */
export interface ApiServer {
  /** Straight access, without sockets or JSON text. `user` is the field manager of writes that name none. */
  cluster(user?: string): Cluster;
  /** Serves the same over HTTPS on loopback. */
  listen(options: ListenOptions): Promise<Listening>;
  /** Tokens for pods, as a listener with this key (PEM) accepts them. */
  podTokens(serverKey: string): AccountToken;
  /** Ends all watches and listeners, and closes the storage. */
  close(): Promise<void>;
}

/** Opens the storage and makes the first objects; ready when it returns. */
export function createApiServer(options: ApiServerOptions): ApiServer {
  const store = openStore(options.storage);
  const registry = createRegistry(store);
  const closing = new AbortController();
  const context: RequestContext = {
    store,
    registry,
    clock: options.clock,
    random: options.random ?? systemRandom,
    scraper: createPodScraper(options.clock),
    closing: closing.signal,
  };
  followDefinitions(context);
  createFirstObjects(context);
  const listeners = new Set<Listening>();
  const { podRuntime, log, version = VERSION } = options;
  return {
    cluster: (user = 'slipway') => createLocalCluster(context, { name: 'sandbox', user, podRuntime, version }),
    podTokens: (serverKey) => createPodTokens(serverKey, context),
    async listen(listenOptions) {
      const listening = await listenHttps({ context, podRuntime, log, version }, listenOptions);
      listeners.add(listening);
      return listening;
    },
    async close() {
      closing.abort();
      await Promise.all([...listeners].map((listening) => listening.close()));
      store.close();
    },
  };
}

function systemRandom(): number {
  return randomInt(2 ** 47) / 2 ** 47;
}
