import { readFile } from 'node:fs/promises';
import type { Clock } from '../clusters/clock.ts';
import type { Cluster } from '../clusters/cluster.ts';
import type { Informers } from '../clusters/informer/informers.ts';
import type { Log } from '../clusters/log.ts';
import type { ClusterProvider } from '../clusters/provider.ts';
import type { Services } from './contract/services.ts';
import type { MachineView } from './contract/views/device.ts';
import type { Catalog } from './domain/catalog/catalog.ts';
import { createCatalogService } from './services/catalog/catalog-service.ts';
import type { GatewayAccess } from './services/chat/chat-service.ts';
import { beginSession } from './services/clusters/begin-session.ts';
import { clusterFlows } from './services/clusters/cluster-flows.ts';
import { type ClusterNames, createClusterNames } from './services/clusters/cluster-names.ts';
import { createClusterService } from './services/clusters/cluster-service.ts';
import type { HomeFacts } from './services/clusters/cluster-service-options.ts';
import { type ClusterInfo, type ClusterSession, createClusterSession } from './services/clusters/cluster-session.ts';
import { type Connections, createConnections } from './services/clusters/connections.ts';
import type { RemoteAccess } from './services/clusters/remote-access.ts';
import { aimDialect } from './services/dialects/aim.ts';
import type { ServedDialect } from './services/dialects/served-dialect.ts';
import { createFitService } from './services/fit/fit-service.ts';
import { createFlows, type Flows } from './services/flows/flows.ts';
import { createForwardService, type Forwarding } from './services/forwards/forward-service.ts';
import { createMachineService } from './services/hardware/machine-service.ts';
import { installationFlows } from './services/installations/installation-flows.ts';
import type { InstallationPorts } from './services/installations/installation-ports.ts';
import { createInstallationService } from './services/installations/installation-service.ts';
import { createInstalled } from './services/installations/installed.ts';
import { kindFlows } from './services/kind/kind-flows.ts';
import type { KindHost } from './services/kind/kind-host.ts';
import { createKindService } from './services/kind/kind-service.ts';
import type { Fleet } from './services/sandbox/sandbox-service.ts';
import { forPeople } from './services/shared/to-slipway-error.ts';
import { createWorkbenchService, type HostFacts } from './services/workbench/workbench-service.ts';
import type { ProcessLock } from './store/process-locks.ts';
import type { Store } from './store/store.ts';

/** The cluster of this process: the sandbox, with the operator beside it. */
export interface HomeCluster {
  cluster: Cluster;
  info: ClusterInfo;
  /** Of the cluster; they end by the signal that they were made with. */
  informers: Informers;
  /** The simulated fleet; null where the cluster is no sandbox. */
  fleet: Fleet | null;
  gateway: GatewayAccess;
}

/** Everything that the engine needs of the world. */
export interface EngineOptions {
  /** Null for a process without a cluster of its own. */
  home: HomeCluster | null;
  /** Other ways to have a cluster. */
  providers: readonly ClusterProvider[];
  remote: RemoteAccess;
  kind: KindHost;
  installations: InstallationPorts;
  forwarding: Forwarding;
  catalog: Catalog;
  /** Looks for the GPUs of this machine. */
  detectMachine: () => Promise<MachineView>;
  store: Store;
  /** This process, as the owner of long actions. */
  owner: Pick<ProcessLock, 'id' | 'isAlive'>;
  host: HostFacts;
  clock: Clock;
  random: () => number;
  newId: () => string;
  log: Log;
}

export interface Engine {
  services: Services;
  /** Resolves when every list that the services of the home cluster read is in. */
  ready: Promise<void>;
  /** Ends all subscriptions and connections. Long actions are stopped where they are, and can be resumed. */
  stop(): Promise<void>;
}

const dialects: readonly ServedDialect[] = [aimDialect];

/** Builds the services over the cluster of this process and all others. */
export function createEngine(options: EngineOptions): Engine {
  const { home, providers, store, host, clock, installations: ports } = options;
  const homeSession = home && createClusterSession({ ...options, ...home, dialects });
  const homeName = home?.info.name ?? null;
  const names = createClusterNames(homeName, providers);
  const connections = connectionsOf(options, names, homeSession);
  const flows = flowsOf(options, connections);
  const clusters = createClusterService({
    ...options,
    home: homeFacts(home),
    names,
    connections,
    flows,
    installed: createInstalled(ports),
    readFile: (path) => readFile(path, 'utf8'),
  });
  const installations = createInstallationService({ ports, connections, flows, home: homeName, names, store });
  const session = (cluster: string | undefined, signal?: AbortSignal) => connections.session(cluster ?? homeName ?? 'sandbox', signal);
  const forwards = createForwardService({ ...options, clusterOf: async (cluster) => (await session(cluster)).cluster });
  const workbench = createWorkbenchService({ host, home: homeSession, clock });

  return {
    services: {
      workbench,
      catalog: createCatalogService(options.catalog),
      fit: createFitService(options.catalog),
      machine: createMachineService(options.detectMachine),
      clusters,
      kind: createKindService({ host: options.kind, flows, names, store, clock }),
      installations,
      flows,
      forwards,
      on: async (cluster, signal) => (await forPeople(session(cluster, signal))).services,
    },
    ready: homeSession?.ready ?? Promise.resolve(),
    async stop() {
      await flows.close();
      for (const part of [workbench, clusters, installations]) part.close();
      await forwards.closeAll();
      await connections.closeAll();
      await homeSession?.close();
    },
  };
}

function connectionsOf(options: EngineOptions, names: ClusterNames, home: ClusterSession | null): Connections {
  return createConnections({
    home: home && { name: home.info.name, session: home },
    open: async (name, signal) => (await names.find(name)).provider.open(name, { signal }),
    begin: (opened, signal) => beginSession(opened, signal, { ...options, dialects }),
  });
}

function flowsOf(options: EngineOptions, connections: Connections): Flows {
  const { providers, store, owner, installations: ports, kind } = options;
  return createFlows({
    ...options,
    definitions: [
      ...clusterFlows({ providers, connections, store, letGo: (cluster) => ports.local.rest(cluster) }),
      ...kindFlows(kind),
      ...installationFlows({ ports, connections }),
    ],
    owner: owner.id,
    ownerAlive: owner.isAlive,
  });
}

function homeFacts(home: HomeCluster | null): HomeFacts | null {
  if (!home) return null;
  const { name, version } = home.info;
  return { name, label: 'Sandbox', found: `a simulated Kubernetes ${version ?? ''}`.trimEnd(), context: name };
}
