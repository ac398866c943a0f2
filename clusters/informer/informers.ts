import type { Clock } from '../clock.ts';
import type { Cluster } from '../cluster.ts';
import type { Log } from '../log.ts';
import type { KubernetesObject, ResourceKind } from '../objects.ts';
import type { Random } from './back-off.ts';
import { createInformer, type ExtensibleInformer } from './create-informer.ts';
import type { Indices, Informer } from './informer.ts';
import type { Transform } from './prepare.ts';

/** Informers of one cluster, shared: one a kind and scope, whoever asks. */
export interface Informers {
  /** The informer of a kind, started when first asked for. Indices are added to one that runs already. */
  for<T extends KubernetesObject>(kind: ResourceKind<T>, options?: SharedInformerOptions<T>): Informer<T>;
  /** Resolves when every informer that was asked for has its first list. */
  whenSynced(): Promise<void>;
}

export interface SharedInformerOptions<T extends KubernetesObject> {
  /** Absent: that of all these informers, if they have one, else all namespaces. */
  namespace?: string | undefined;
  labelSelector?: string | undefined;
  fieldSelector?: string | undefined;
  indices?: Indices<T> | undefined;
  /** What to drop before caching; that of the first who asks holds for all. Default: `metadata.managedFields`. */
  transform?: Transform<T> | undefined;
}

export interface InformersOptions {
  cluster: Cluster;
  /** Where kinds with namespaces are looked at; absent: in all. */
  namespace?: string | undefined;
  clock: Clock;
  random: Random;
  log: Log;
  /** Ends all of them. */
  signal: AbortSignal;
}

/** No informer yet. */
export function createInformers(options: InformersOptions): Informers {
  const shared = new Map<string, ExtensibleInformer<KubernetesObject>>();
  return {
    for<T extends KubernetesObject>(kind: ResourceKind<T>, asked: SharedInformerOptions<T> = {}): Informer<T> {
      const namespace = asked.namespace ?? (kind.namespaced ? options.namespace : undefined);
      const { labelSelector = '', fieldSelector = '' } = asked;
      const identity = [kind.group, kind.version, kind.plural, namespace ?? '', labelSelector, fieldSelector].join('|');
      const running = shared.get(identity) as ExtensibleInformer<T> | undefined;
      if (running) {
        running.addIndices(asked.indices ?? {});
        return running;
      }
      const started = createInformer({ ...options, ...asked, namespace, kind });
      shared.set(identity, started as unknown as ExtensibleInformer<KubernetesObject>);
      return started;
    },
    async whenSynced() {
      await Promise.all([...shared.values()].map((informer) => informer.synced));
    },
  };
}
