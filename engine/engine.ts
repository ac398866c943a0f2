import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Clock } from '../clusters/clock.ts';
import type { Cluster } from '../clusters/cluster.ts';
import type { Informers } from '../clusters/informer/informers.ts';
import type { Stored } from '../clusters/objects.ts';
import type { Services } from './contract/services.ts';
import type { ObjectRef } from './contract/views/state.ts';
import type { Catalog } from './domain/catalog/catalog.ts';
import { readGpuNodes } from './domain/choose/nodes.ts';
import { createCatalogService } from './services/catalog/catalog-service.ts';
import { createChatService } from './services/chat/chat-service.ts';
import { aimDialect } from './services/dialects/aim.ts';
import type { ServedDialect } from './services/dialects/served-dialect.ts';
import { createEndpointService } from './services/endpoints/endpoint-service.ts';
import { type EndpointSources, endpointSources } from './services/endpoints/sources.ts';
import { createHardwareService, type HardwareSources, hardwareSources } from './services/hardware/hardware-service.ts';
import { createLogService } from './services/logs/log-service.ts';
import { createManifestService } from './services/manifests/manifest-service.ts';
import type { ClusterFacts } from './services/manifests/recipe-options.ts';
import { createSandboxService, type Fleet } from './services/sandbox/sandbox-service.ts';
import { type ClusterInfo, createWorkbenchService, type HostFacts } from './services/workbench/workbench-service.ts';
import type { Store } from './store/store.ts';

/** Everything that the engine needs of the world. */
export interface EngineOptions {
  cluster: Cluster;
  clusterInfo: ClusterInfo;
  /** Of the cluster; they end by the signal that they were made with. */
  informers: Informers;
  /** The simulated fleet; null where the cluster is no sandbox. */
  fleet: Fleet | null;
  catalog: Catalog;
  store: Store;
  host: HostFacts;
  clock: Clock;
}

export interface Engine {
  services: Services;
  /** Resolves when every list that the services read is in. */
  ready: Promise<void>;
  /** Ends all subscriptions. */
  stop(): void;
}

const dialects: readonly ServedDialect[] = [aimDialect];

/** Builds the services over one cluster. */
export function createEngine(options: EngineOptions): Engine {
  const { cluster, clusterInfo, informers, catalog, store, host, clock } = options;
  const sources = endpointSources(informers, dialects);
  const hardware = hardwareSources(informers);
  const endpoints = createEndpointService({ cluster, sources, clock });
  const hardwareService = createHardwareService({ sources: hardware, catalog, clock });
  const clusters = [{ info: clusterInfo, nodes: hardware.nodes, informers: sources.informers }];
  const workbench = createWorkbenchService({ host, clusters, clock });
  const facts = (dialect: ServedDialect) => clusterFacts(dialect, { informers, hardware, catalog });
  const services: Services = {
    workbench,
    endpoints,
    manifests: createManifestService({ cluster, dialects, facts, store, clock }),
    hardware: hardwareService,
    catalog: createCatalogService(catalog),
    logs: createLogService({ cluster, podsOf: (endpoint) => podsOf(endpoint, sources) }),
    chat: createChatService({ gatewayUrl: host.gatewayUrl, clock }),
    sandbox: createSandboxService(options.fleet),
  };
  return { services, ready: informers.whenSynced(), stop: () => closeAll([workbench, endpoints, hardwareService]) };
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

function closeAll(parts: { close(): void }[]): void {
  for (const part of parts) part.close();
}
