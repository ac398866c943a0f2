import { systemClock } from '../../../../clusters/clock.ts';
import type { Informer } from '../../../../clusters/informer/informer.ts';
import { silentLog } from '../../../../clusters/log.ts';
import { clusterFlows } from '../../../../engine/services/clusters/cluster-flows.ts';
import { createClusterNames } from '../../../../engine/services/clusters/cluster-names.ts';
import { createClusterService } from '../../../../engine/services/clusters/cluster-service.ts';
import type { ClusterServiceOptions } from '../../../../engine/services/clusters/cluster-service-options.ts';
import type { ClusterSession } from '../../../../engine/services/clusters/cluster-session.ts';
import { createConnections } from '../../../../engine/services/clusters/connections.ts';
import type { ClusterFindings, RemoteAccess } from '../../../../engine/services/clusters/remote-access.ts';
import { createFlows } from '../../../../engine/services/flows/flows.ts';
import { openStore } from '../../../../engine/store/store.ts';
import { type MemoryProvider, memoryProvider } from './memory-provider.ts';

export const findings: ClusterFindings = { latencyMs: 3, version: 'v1.36.3', rights: [], gpus: [], installed: [], records: [] };

export interface ClusterWorldOptions {
  kind?: Record<string, 'running' | 'stopped' | 'partial' | 'unknown'>;
  contexts?: Awaited<ReturnType<RemoteAccess['contexts']>>;
  installed?: ClusterServiceOptions['installed'];
  readFile?: ClusterServiceOptions['readFile'];
  remote?: Partial<RemoteAccess>;
  onAttach?: (context: string) => void;
}

/** The cluster service with a real store, real flows and real connections, over providers in memory. */
export function clusterWorld({ kind: clusters = {}, contexts = [], installed, readFile, remote, onAttach }: ClusterWorldOptions = {}) {
  const store = openStore(':memory:');
  const kind = memoryProvider({ id: 'kind', clusters });
  const remoteProvider = memoryProvider({ id: 'remote', attachments: store.attachments, ...(onAttach && { onAttach }) });
  const providers: MemoryProvider[] = [kind, remoteProvider];
  const home = sessionOf('sandbox', 'sandbox');
  const closed: string[] = [];
  const names = createClusterNames('sandbox', providers);
  const connections = createConnections({
    home: { name: 'sandbox', session: home },
    open: async (name, signal) => (await names.find(name)).provider.open(name, { signal }),
    begin: async ({ cluster, facts }) => ({
      ...sessionOf(cluster.name, facts.provider),
      close: async () => void closed.push(cluster.name),
    }),
  });
  const letGo: string[] = [];
  let ids = 0;
  const flows = createFlows({
    store,
    clock: systemClock,
    newId: () => `flow-${++ids}`,
    definitions: clusterFlows({ providers, connections, store, letGo: async (name) => void letGo.push(name) }),
    owner: 'test',
    ownerAlive: () => true,
    log: silentLog,
  });
  const service = createClusterService({
    home: { name: 'sandbox', label: 'Sandbox', found: 'a simulated Kubernetes', context: 'sandbox' },
    providers,
    names,
    connections,
    flows,
    remote: {
      contexts: async () => contexts,
      open: async ({ context }) => ({
        cluster: { name: context } as never,
        facts: { provider: 'remote', simulated: false, version: 'v1.36.3', server: 'https://prod', kubeconfigPath: undefined },
        [Symbol.asyncDispose]: async () => void closed.push(`context ${context}`),
      }),
      check: async () => findings,
      ...remote,
    },
    store,
    installed: installed ?? (async () => null),
    readFile: readFile ?? (async (path) => `file: ${path}`),
    clock: systemClock,
    log: silentLog,
  });
  return { service, store, kind, remote: remoteProvider, connections, flows, closed, letGo };
}

/** A connected cluster without anything in it: only what the list of clusters reads of it is there. */
function sessionOf(name: string, provider: string): ClusterSession {
  const nodes: Pick<Informer, 'list' | 'freshness' | 'onChange' | 'onFreshness'> = {
    list: () => [],
    freshness: { state: 'live', since: 1 },
    onChange: () => () => {},
    onFreshness: () => () => {},
  };
  return {
    cluster: { name },
    info: {
      name,
      provider,
      simulated: provider === 'sandbox',
      version: 'v1.36.3',
      server: 'https://127.0.0.1:6443',
      kubeconfig: `/kubeconfigs/${name}`,
    },
    nodes,
    informers: [],
    gateway: { url: () => `http://127.0.0.1/${name}`, close: async () => {} },
    ready: Promise.resolve(),
    close: async () => {},
  } as unknown as ClusterSession;
}
