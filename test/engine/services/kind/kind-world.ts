/**
 * kind with everything around it in memory. It stands in for a machine with a container engine: what is tested is what the
 * service makes of what such a machine says, of which most cannot be had on demand.
 */
import { type Clock, systemClock } from '../../../../clusters/clock.ts';
import { silentLog } from '../../../../clusters/log.ts';
import type { Problem } from '../../../../engine/contract/errors.ts';
import type { CheckRecordView } from '../../../../engine/contract/views/check-record.ts';
import type { ToolView } from '../../../../engine/contract/views/kind.ts';
import { createClusterNames } from '../../../../engine/services/clusters/cluster-names.ts';
import { createFlows } from '../../../../engine/services/flows/flows.ts';
import { kindFlows } from '../../../../engine/services/kind/kind-flows.ts';
import type { KindClusters, KindHost } from '../../../../engine/services/kind/kind-host.ts';
import { createKindService } from '../../../../engine/services/kind/kind-service.ts';
import { openStore, type Store } from '../../../../engine/store/store.ts';
import { memoryProvider } from '../clusters/memory-provider.ts';

export const kindTool: ToolView = {
  name: 'kind',
  path: '/usr/bin/kind',
  version: '0.33.0',
  from: 'path',
  problem: null,
  fix: null,
  download: null,
};

export interface KindWorldOptions {
  problems?: Problem[];
  records?: CheckRecordView[];
  tools?: ToolView[];
  clock?: Clock;
  store?: Store;
  owner?: string;
  /** What making a cluster does. */
  create?: KindClusters['create'];
  host?: Partial<KindHost>;
}

export function kindWorld({
  problems = [],
  records = [],
  tools = [kindTool],
  clock = systemClock,
  store = openStore(':memory:'),
  owner = 'test',
  create,
  host = {},
}: KindWorldOptions = {}) {
  const provider = memoryProvider({ id: 'kind' });
  const remote = memoryProvider({ id: 'remote', clusters: { prod: 'unknown' } });
  const asked: string[] = [];
  const whole: KindHost = {
    presets: [],
    read: ({ name, config = 'kind: Cluster' }) => ({ yaml: `${config}\nname: ${name}`, problems }),
    factsKey: ({ config = '' }) => config,
    async gatherFacts() {
      asked.push('facts');
      return {};
    },
    judge: () => records,
    provider: {
      ...provider,
      create: create ?? provider.create,
      async loadImages(name, images, { onProgress } = {}) {
        asked.push(`load ${images.join()} into ${name}`);
        onProgress?.({ step: 'load', message: 'half', fraction: 0.5 });
      },
      exportLogs: async (name, folder) => void asked.push(`logs of ${name} to ${folder}`),
    },
    keepFleet: async () => 2,
    tools: async () => tools,
    toolProblem: async (_, path) => (path === '/bin/true' ? null : `${path} is not kind.`),
    downloadTool: async (tool) => void asked.push(`download ${tool}`),
    ...host,
  };
  let ids = 0;
  const flows = createFlows({
    store,
    clock: systemClock,
    newId: () => `${owner}-${++ids}`,
    definitions: kindFlows(whole),
    owner,
    ownerAlive: (other) => other === owner,
    log: silentLog,
  });
  const names = createClusterNames('sandbox', [provider, remote]);
  return { service: createKindService({ host: whole, flows, names, store, clock }), flows, provider, asked, store };
}
