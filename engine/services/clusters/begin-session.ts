import type { Clock } from '../../../clusters/clock.ts';
import { createInformers } from '../../../clusters/informer/informers.ts';
import { withoutKinds } from '../../../clusters/informer/without-kinds.ts';
import type { Log } from '../../../clusters/log.ts';
import type { OpenCluster } from '../../../clusters/provider.ts';
import { type Route, routeKind } from '../../contract/route.ts';
import { providerId } from '../../contract/views/cluster.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import type { Store } from '../../store/store.ts';
import type { ServedDialect } from '../dialects/served-dialect.ts';
import type { Forwarding } from '../forwards/forward-service.ts';
import { type ClusterSession, createClusterSession } from './cluster-session.ts';
import { forwardedGateway } from './forwarded-gateway.ts';
import { servedKinds } from './served-dialects.ts';

export interface BeginOptions {
  dialects: readonly ServedDialect[];
  forwarding: Forwarding;
  catalog: Catalog;
  store: Store;
  clock: Clock;
  random: () => number;
  newId: () => string;
  log: Log;
}

/** A session on a cluster that is not of this process: its kinds are asked for, and its gateway is reached through a forward. */
export async function beginSession(opened: OpenCluster, signal: AbortSignal, options: BeginOptions): Promise<ClusterSession> {
  const { cluster, facts } = opened;
  const { dialects, forwarding, clock, random, log } = options;
  const served = await servedKinds(cluster, dialects, signal);
  const ending = new AbortController();
  const informers = createInformers({
    cluster: withoutKinds(cluster, served.isAbsent, clock),
    clock,
    random,
    log: log.child({ cluster: cluster.name }),
    signal: AbortSignal.any([signal, ending.signal]),
  });
  const session = createClusterSession({
    ...options,
    cluster,
    info: {
      name: cluster.name,
      provider: providerId.parse(facts.provider),
      simulated: facts.simulated,
      version: facts.version,
      server: facts.server,
      kubeconfig: facts.kubeconfigPath ?? null,
    },
    informers,
    dialects: served.dialects,
    fleet: null,
    gateway: forwardedGateway({ cluster, routes: informers.for<Route & { metadata?: object }>(routeKind), forwarding }),
  });
  return {
    ...session,
    async close() {
      ending.abort(new Error(`the connection to ${cluster.name} has ended`));
      await session.close();
      await opened[Symbol.asyncDispose]();
    },
  };
}
