import type { Clock } from '../../../clusters/clock.ts';
import type { Informer } from '../../../clusters/informer/informer.ts';
import type { WorkbenchService } from '../../contract/services.ts';
import type { ClusterView } from '../../contract/views/cluster.ts';
import type { StatusView } from '../../contract/views/workbench.ts';
import type { ClusterSession } from '../clusters/cluster-session.ts';
import { connectedView } from '../clusters/connected-view.ts';
import { createChangeHub } from '../live/change-hub.ts';
import { snapshots } from '../live/snapshots.ts';

/** What the engine is told of its host. `url` is read at each call: the web server starts after the engine. */
export interface HostFacts extends Pick<StatusView, 'version' | 'dataDirectory' | 'pid' | 'startedAt' | 'capabilities'> {
  url: () => string | null;
}

export interface WorkbenchServiceOptions {
  host: HostFacts;
  /** The cluster of this process; null for one that has none. */
  home: ClusterSession | null;
  clock: Clock;
}

/** The state of this process and of its own cluster. The other clusters are listed by the cluster service: asking them takes time. */
export function createWorkbenchService({ host, home, clock }: WorkbenchServiceOptions): WorkbenchService & { close(): void } {
  const hub = createChangeHub(home ? [home.nodes, ...home.informers.map(freshnessOnly)] : []);
  const read = (): StatusView => ({
    version: host.version,
    url: host.url(),
    gatewayUrl: home?.gateway.url() ?? null,
    kubeconfig: home?.info.kubeconfig ?? null,
    dataDirectory: host.dataDirectory,
    pid: host.pid,
    startedAt: host.startedAt,
    clusters: home ? [homeView(home)] : [],
    capabilities: host.capabilities,
  });
  return {
    status: async () => read(),
    watchStatus: (signal) => snapshots({ subscribe: hub.subscribe, read, clock, signal }),
    close: hub.close,
  };
}

function homeView(home: ClusterSession): ClusterView {
  return {
    ...connectedView(home),
    state: 'running',
    connection: 'connected',
    problem: null,
    context: null,
    readOnly: false,
    namespace: null,
    installation: { state: 'in_process', version: null },
  };
}

// The status shows none of these objects, only whether they are current.
function freshnessOnly(informer: Informer): Pick<Informer, 'onChange' | 'onFreshness'> {
  return { onChange: () => () => {}, onFreshness: (listener) => informer.onFreshness(listener) };
}
