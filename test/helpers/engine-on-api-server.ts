import { randomUUID } from 'node:crypto';
import { systemClock } from '../../clusters/clock.ts';
import type { Cluster } from '../../clusters/cluster.ts';
import { createInformers } from '../../clusters/informer/informers.ts';
import { silentLog } from '../../clusters/log.ts';
import { createApiServer } from '../../clusters/sandbox/api/server.ts';
import type { ClusterServices } from '../../engine/contract/cluster-services.ts';
import type { Services } from '../../engine/contract/services.ts';
import { createEngine } from '../../engine/engine.ts';
import { loadCatalog } from '../../engine/operator/catalog.ts';
import { installCustomResources } from '../../engine/operator/install-custom-resources.ts';
import { localGateway } from '../../engine/services/chat/local-gateway.ts';
import { openStore, type Store } from '../../engine/store/store.ts';
import { createClusterParts } from '../../host/clusters/cluster-parts.ts';
import { holdOwner } from '../../host/owner.ts';
import { detectThisMachine } from '../../host/this-machine.ts';
import { noPods } from './no-pods.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface EngineOnApiServer extends AsyncDisposable {
  /** With those of the cluster. */
  services: Services & ClusterServices;
  cluster: Cluster;
  store: Store;
}

/** The engine on a sandbox API server in memory, with our kinds but nothing that acts on them: for what services do by themselves. */
export async function engineOnApiServer(): Promise<EngineOnApiServer> {
  await using opened = new AsyncDisposableStack();
  const clock = systemClock;
  const { path: dataDirectory } = opened.use(await temporaryFolder());
  const api = createApiServer({ storage: ':memory:', clock, log: silentLog, podRuntime: noPods });
  opened.defer(() => api.close());
  const cluster = api.cluster();
  await installCustomResources({ cluster, clock, log: silentLog });
  const store = openStore(':memory:');
  opened.defer(() => store.close());
  const owner = opened.use(holdOwner(dataDirectory));
  const end = new AbortController();
  opened.defer(() => end.abort());
  const catalog = await loadCatalog(new URL('../../resources/catalog/', import.meta.url));
  const engine = createEngine({
    ...createClusterParts({ dataDirectory, store, log: silentLog, lasts: true }),
    home: {
      cluster,
      info: { name: 'sandbox', provider: 'sandbox', simulated: true, version: null, server: 'in memory', kubeconfig: null },
      informers: createInformers({ cluster, clock, random: Math.random, log: silentLog, signal: end.signal }),
      fleet: null,
      gateway: localGateway(() => null),
    },
    catalog,
    detectMachine: () => detectThisMachine(catalog),
    store,
    owner,
    host: {
      version: '0.0.0',
      url: () => null,
      dataDirectory,
      pid: process.pid,
      startedAt: clock.now(),
      capabilities: { createSandbox: true, createKind: false, attachRemote: false, openExternal: false },
    },
    clock,
    random: Math.random,
    newId: randomUUID,
    log: silentLog,
  });
  opened.defer(() => engine.stop());
  await engine.ready;
  const services = Object.assign(engine.services, await engine.services.on(undefined));
  const parts = opened.move();
  return { services, cluster, store, [Symbol.asyncDispose]: () => parts.disposeAsync() };
}
