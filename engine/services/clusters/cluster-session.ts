import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Clock } from '../../../clusters/clock.ts';
import type { Cluster } from '../../../clusters/cluster.ts';
import type { Informer } from '../../../clusters/informer/informer.ts';
import type { Informers } from '../../../clusters/informer/informers.ts';
import type { Stored } from '../../../clusters/objects.ts';
import type { ClusterServices } from '../../contract/cluster-services.ts';
import type { ClusterView } from '../../contract/views/cluster.ts';
import type { ObjectRef } from '../../contract/views/state.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import { readGpuNodes } from '../../domain/fleet/gpu-node.ts';
import type { Store } from '../../store/store.ts';
import { createChatService, type GatewayAccess } from '../chat/chat-service.ts';
import type { ServedDialect } from '../dialects/served-dialect.ts';
import { createEndpointService } from '../endpoints/endpoint-service.ts';
import { type EndpointSources, endpointSources } from '../endpoints/sources.ts';
import { createHardwareService, type HardwareSources, hardwareSources } from '../hardware/hardware-service.ts';
import { createLogService } from '../logs/log-service.ts';
import { createManifestService } from '../manifests/manifest-service.ts';
import type { ClusterFacts } from '../manifests/recipe-options.ts';
import { createPodService } from '../pods/pod-service.ts';
import { createSandboxService, type Fleet } from '../sandbox/sandbox-service.ts';
import { withSentences } from '../shared/with-sentences.ts';

/** What is known of a connected cluster. */
export type ClusterInfo = Pick<ClusterView, 'name' | 'provider' | 'simulated' | 'version' | 'server' | 'kubeconfig'>;

export interface SessionOptions {
  cluster: Cluster;
  info: ClusterInfo;
  /** Of the cluster; they end by the signal that they were made with. */
  informers: Informers;
  /** Those whose kinds the cluster serves. */
  dialects: readonly ServedDialect[];
  /** The simulated fleet; null where the cluster is no sandbox. */
  fleet: Fleet | null;
  gateway: GatewayAccess;
  catalog: Catalog;
  store: Store;
  clock: Clock;
  newId: () => string;
}

/** One cluster, connected: its services, and how current they are. */
export interface ClusterSession {
  cluster: Cluster;
  info: ClusterInfo;
  services: ClusterServices;
  gateway: GatewayAccess;
  nodes: Informer;
  informers: readonly Informer[];
  /** Resolves when every list that the services read is in. */
  ready: Promise<void>;
  /** Ends its subscriptions, its commands in containers and its way to the gateway. */
  close(): Promise<void>;
}

/** Builds the services over one cluster. */
export function createClusterSession(options: SessionOptions): ClusterSession {
  const { cluster, info, informers, dialects, gateway, catalog, store, clock } = options;
  const sources = endpointSources(informers, dialects);
  const hardware = hardwareSources(informers);
  const endpoints = createEndpointService({ cluster, sources, clock });
  const hardwareService = createHardwareService({ sources: hardware, catalog, clock });
  const pods = createPodService({ cluster, newId: options.newId });
  const ready = informers.whenSynced();
  // Whoever waits hears of it; a session that is closed before is no fault of the process.
  ready.catch(() => {});
  const facts = (dialect: ServedDialect) => clusterFacts(dialect, { informers, hardware, catalog });
  return {
    cluster,
    info,
    services: {
      endpoints: withSentences(endpoints),
      manifests: withSentences(createManifestService({ cluster, dialects, facts, store, clock })),
      hardware: withSentences(hardwareService),
      logs: withSentences(createLogService({ cluster, podsOf: (endpoint) => podsOf(endpoint, sources) })),
      chat: withSentences(createChatService({ gateway, clock })),
      pods: withSentences(pods),
      sandbox: withSentences(createSandboxService(options.fleet)),
    },
    gateway,
    nodes: hardware.nodes as Informer,
    informers: sources.informers,
    ready,
    async close() {
      for (const part of [endpoints, hardwareService, pods]) part.close();
      await gateway.close();
    },
  };
}

async function clusterFacts(
  dialect: ServedDialect,
  { informers, hardware, catalog }: { informers: Informers; hardware: HardwareSources; catalog: Catalog },
): Promise<ClusterFacts> {
  const recipes = informers.for(dialect.recipes);
  await Promise.all([recipes.synced, hardware.nodes.synced, hardware.pods.synced]);
  const readable = recipes.list().map((resource) => dialect.readRecipe(resource));
  return {
    catalog,
    nodes: readGpuNodes(hardware.nodes.list(), hardware.pods.list(), catalog),
    recipes: readable.filter((recipe) => recipe !== null),
  };
}

async function podsOf(endpoint: ObjectRef, { dialects, podsOf: find, informers }: EndpointSources): Promise<Stored<Pod>[]> {
  await Promise.all(informers.map((informer) => informer.synced));
  const resource = dialects.map(({ informer }) => informer.get(endpoint)).find((found) => found !== undefined);
  return resource ? find(resource) : [];
}
