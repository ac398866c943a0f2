/**
 * Installations over an installer that only notes what it is asked. It stands in for a cluster: what installing does there is
 * tested with a real one (test/flows/install); here it is what the service asks for, and when.
 */
import { systemClock } from '../../../../clusters/clock.ts';
import { silentLog } from '../../../../clusters/log.ts';
import type { Problem } from '../../../../engine/contract/errors.ts';
import type { Installer } from '../../../../engine/operator/install/installer.ts';
import { defaultInstallOptions, type InstallOptions } from '../../../../engine/operator/install/options.ts';
import type { PlannedItem } from '../../../../engine/operator/install/plan/plan.ts';
import { createClusterNames } from '../../../../engine/services/clusters/cluster-names.ts';
import type { ClusterSession } from '../../../../engine/services/clusters/cluster-session.ts';
import { createConnections } from '../../../../engine/services/clusters/connections.ts';
import { createFlows } from '../../../../engine/services/flows/flows.ts';
import { installationFlows } from '../../../../engine/services/installations/installation-flows.ts';
import type { InstallationPorts } from '../../../../engine/services/installations/installation-ports.ts';
import { createInstallationService } from '../../../../engine/services/installations/installation-service.ts';
import { createInstalled } from '../../../../engine/services/installations/installed.ts';
import { openStore, type Store } from '../../../../engine/store/store.ts';
import { memoryProvider } from '../clusters/memory-provider.ts';
import type { Held } from '../flows/held.ts';

export interface InstallationWorldOptions {
  items?: PlannedItem[];
  problems?: Problem[];
  /** What is there, of version 0.0.9. */
  installed?: 'complete' | 'applying';
  installedOperator?: InstallOptions['operator'];
  /** On the machine of somebody else. */
  operatorIsElsewhere?: boolean;
  /** Held while it applies. */
  applying?: Held;
  openFailsWith?: Error;
  store?: Store;
  owner?: string;
}

export function installationWorld(options: InstallationWorldOptions = {}) {
  const { openFailsWith, store = openStore(':memory:'), owner = 'test' } = options;
  const asked: string[] = [];
  const kind = memoryProvider({ id: 'kind', clusters: { dev: 'running' } });
  const remote = memoryProvider({ id: 'remote', clusters: { prod: 'unknown' } });
  if (openFailsWith) kind.open = () => Promise.reject(openFailsWith);
  const names = createClusterNames('sandbox', [kind, remote]);
  const connections = createConnections({
    home: null,
    open: async (name, signal) => (await names.find(name)).provider.open(name, { signal }),
    begin: async ({ cluster }) =>
      ({ cluster, info: { name: cluster.name, simulated: false }, close: async () => {} }) as unknown as ClusterSession,
  });
  const running = new Set<string>();
  const ports: InstallationPorts = {
    installer: () => notedInstaller(asked, options),
    imageBuilder: async (base) => ({
      async build(image) {
        asked.push(`build ${image} from ${base}`);
        return { tag: `slipway/${image}:0.1.0`, sizeBytes: 1, alreadyThere: false };
      },
    }),
    loadImages: async (cluster, images) => void asked.push(`load ${images.join()} into ${cluster}`),
    local: {
      async start(cluster) {
        asked.push(`start operator of ${cluster}`);
        running.add(cluster);
      },
      async stop(cluster) {
        asked.push(`stop operator of ${cluster}`);
        running.delete(cluster);
      },
      rest: async () => {},
      belongHere: () => !options.operatorIsElsewhere,
      isRunning: (cluster) => running.has(cluster),
    },
    version: '0.1.0',
    log: silentLog,
  };
  let ids = 0;
  const flows = createFlows({
    store,
    clock: systemClock,
    newId: () => `${owner}-${++ids}`,
    definitions: installationFlows({ ports, connections }),
    owner,
    ownerAlive: (other) => other === owner,
    log: silentLog,
  });
  const service = createInstallationService({ ports, connections, flows, home: 'sandbox', names, store });
  return { service, flows, connections, store, asked, installed: createInstalled(ports) };
}

function notedInstaller(
  asked: string[],
  { items = [], problems = [], installed, installedOperator = 'pods', applying }: InstallationWorldOptions,
): Installer {
  const options = { ...defaultInstallOptions('0.0.9'), operator: installedOperator };
  const note = (what: string): void => void asked.push(what);
  const record = installed && {
    version: '0.0.9',
    state: installed,
    options,
    from: null,
    created: [],
  };
  return {
    async plan({ version, images, operator }) {
      note('plan');
      const from = installed === 'complete' ? '0.0.9' : null;
      const needed = operator === 'local' ? [] : [images.operator, images.gateway];
      return { version, from, items, problems, images: needed };
    },
    async apply(_plan, _options, { signal = new AbortController().signal } = {}) {
      note('apply');
      await applying?.effect({ progress: () => {}, log: () => {} }, signal, undefined as never);
    },
    async untilHealthy() {
      note('untilHealthy');
      return {} as Awaited<ReturnType<Installer['untilHealthy']>>;
    },
    undo: async () => note('undo'),
    async findPlace() {
      note('findPlace');
      return { namespace: 'slipway-system', namespaceOnly: false };
    },
    async planRemoval({ deleteKinds, deleteModels }) {
      note(`planRemoval ${deleteKinds} ${deleteModels}`);
      return { items: [], problems: [] } as Awaited<ReturnType<Installer['planRemoval']>>;
    },
    remove: async ({ deleteKinds, deleteModels }) => note(`remove ${deleteKinds} ${deleteModels}`),
    verifyRemoved: async () => note('verifyRemoved'),
    installed: async () => record ?? null,
  };
}
