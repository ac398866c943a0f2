import type { Clock } from '../../../clusters/clock.ts';
import type { Informer } from '../../../clusters/informer/informer.ts';
import type { WorkbenchService } from '../../contract/services.ts';
import type { ClusterView, StatusView } from '../../contract/views/workbench.ts';
import { createChangeHub } from '../live/change-hub.ts';
import { leastFresh } from '../live/freshness.ts';
import { snapshots } from '../live/snapshots.ts';

/** What the engine is told of a cluster. */
export type ClusterInfo = Pick<ClusterView, 'name' | 'provider' | 'simulated' | 'version' | 'server'> & { kubeconfigPath: string };

/** What the engine is told of its host. `url` is read at each call: the web server starts after the engine. */
export interface HostFacts extends Pick<StatusView, 'version' | 'dataDirectory' | 'pid' | 'startedAt' | 'capabilities'> {
  url: () => string | null;
  gatewayUrl: () => string | null;
}

export interface WorkbenchServiceOptions {
  host: HostFacts;
  clusters: readonly { info: ClusterInfo; nodes: Informer; informers: readonly Informer[] }[];
  clock: Clock;
}

/** The state of the whole. */
export function createWorkbenchService({ host, clusters, clock }: WorkbenchServiceOptions): WorkbenchService & { close(): void } {
  const hub = createChangeHub(clusters.flatMap(({ nodes, informers }) => [nodes, ...informers.map(freshnessOnly)]));
  const read = (): StatusView => ({
    version: host.version,
    url: host.url(),
    gatewayUrl: host.gatewayUrl(),
    kubeconfig: clusters[0]?.info.kubeconfigPath ?? null,
    dataDirectory: host.dataDirectory,
    pid: host.pid,
    startedAt: host.startedAt,
    clusters: clusters.map(clusterView),
    capabilities: host.capabilities,
  });
  return {
    status: async () => read(),
    watchStatus: (signal) => snapshots({ subscribe: hub.subscribe, read, clock, signal }),
    close: hub.close,
  };
}

function clusterView({ info, nodes, informers }: WorkbenchServiceOptions['clusters'][number]): ClusterView {
  const { kubeconfigPath: _, ...rest } = info;
  const freshness = leastFresh([nodes, ...informers].map((informer) => informer.freshness));
  return { ...rest, freshness, nodes: nodes.list().length };
}

// The status shows none of these objects, only whether they are current.
function freshnessOnly(informer: Informer): Pick<Informer, 'onChange' | 'onFreshness'> {
  return { onChange: () => () => {}, onFreshness: (listener) => informer.onFreshness(listener) };
}
