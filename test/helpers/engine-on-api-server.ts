import { systemClock } from '../../clusters/clock.ts';
import type { Cluster } from '../../clusters/cluster.ts';
import { createInformers } from '../../clusters/informer/informers.ts';
import { silentLog } from '../../clusters/log.ts';
import { createApiServer } from '../../clusters/sandbox/api/server.ts';
import { createEngine, type Engine } from '../../engine/engine.ts';
import { loadCatalog } from '../../engine/operator/catalog.ts';
import { installCustomResources } from '../../engine/operator/install-custom-resources.ts';
import { openStore, type Store } from '../../engine/store/store.ts';
import { noPods } from './no-pods.ts';

export interface EngineOnApiServer extends AsyncDisposable {
  services: Engine['services'];
  cluster: Cluster;
  store: Store;
}

/** The engine on a sandbox API server in memory, with our kinds but nothing that acts on them: for what services do by themselves. */
export async function engineOnApiServer(): Promise<EngineOnApiServer> {
  const clock = systemClock;
  const api = createApiServer({ storage: ':memory:', clock, log: silentLog, podRuntime: noPods });
  const cluster = api.cluster();
  await installCustomResources({ cluster, clock, log: silentLog });
  const end = new AbortController();
  const store = openStore(':memory:');
  const engine = createEngine({
    cluster,
    clusterInfo: { name: 'sandbox', provider: 'sandbox', simulated: true, version: null, server: 'in memory', kubeconfigPath: '' },
    informers: createInformers({ cluster, clock, random: Math.random, log: silentLog, signal: end.signal }),
    fleet: null,
    catalog: await loadCatalog(new URL('../../resources/catalog/', import.meta.url)),
    store,
    host: {
      version: '0.0.0',
      url: () => null,
      gatewayUrl: () => null,
      dataDirectory: '',
      pid: process.pid,
      startedAt: clock.now(),
      capabilities: { createSandbox: true, createKind: false, attachRemote: false, openExternal: false },
    },
    clock,
  });
  await engine.ready;
  return {
    services: engine.services,
    cluster,
    store,
    async [Symbol.asyncDispose]() {
      engine.stop();
      end.abort();
      await api.close();
      store.close();
    },
  };
}
