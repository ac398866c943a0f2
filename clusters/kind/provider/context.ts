import type { Clock } from '../../clock.ts';
import type { Cluster } from '../../cluster.ts';
import type { ContainerEngine, Environment } from '../../containers/engine.ts';
import { createKubernetesCluster } from '../../kubernetes/kubernetes-cluster.ts';
import type { Log } from '../../log.ts';
import { ProviderError } from '../../provider.ts';
import type { FoundTools } from '../tools/tool.ts';
import { type ClusterPlaces, placesOf } from './places.ts';
import { createRecordStore, type RecordStore } from './record.ts';
import { type KindProgram, kindProgram } from './run-kind.ts';

export interface KindProviderOptions {
  /** Where records, kubeconfigs and logs are kept. It need not be there yet. */
  folder: string;
  /** The programs of this machine, looked for when they are needed. */
  tools: () => Promise<FoundTools>;
  /** The engine of this machine. Rejects with `ProviderError` where there is none. */
  engine: () => Promise<ContainerEngine>;
  clock: Clock;
  log: Log;
  /** Of the process: what kind gets, and what says where proxies are. */
  environment: Environment;
}

/** What every action on a kind cluster needs. */
export interface KindContext extends Pick<KindProviderOptions, 'engine' | 'clock' | 'log'> {
  records: RecordStore;
  placesOf(name: string): ClusterPlaces;
  /** kind for that engine. Rejects with `ProviderError` where kind is not there. */
  kind(engine: ContainerEngine): Promise<KindProgram>;
  /** A way in, by the kubeconfig that is kept. `timeoutMs`: how long an answer may take, absent: as long as servers take. */
  connect(name: string, timeoutMs?: number): Cluster;
}

export function createKindContext({ folder, tools, engine, clock, log, environment }: KindProviderOptions): KindContext {
  const places = (name: string) => placesOf(folder, name);
  return {
    engine,
    clock,
    log,
    records: createRecordStore(folder, log),
    placesOf: places,
    async kind(found) {
      const { kind } = await tools();
      if (!kind.found) throw new ProviderError('Unusable', kind.message, { fix: kind.fix });
      return kindProgram(kind.path, found, environment, clock);
    },
    connect: (name, timeoutMs) =>
      createKubernetesCluster({ name, kubeconfigPath: places(name).kubeconfig, environment, timeoutMs, clock, log }),
  };
}
