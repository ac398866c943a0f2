import type { Clock } from '../clock.ts';
import type { Cluster } from '../cluster.ts';
import type { Log } from '../log.ts';
import type { KubernetesObject, ResourceKind, Stored } from '../objects.ts';
import type { Random } from './back-off.ts';
import { createFreshnessKeeper } from './freshness.ts';
import type { Change, Indices, Informer } from './informer.ts';
import { createListeners } from './listeners.ts';
import { deepFreeze, type Transform, withoutManagedFields } from './prepare.ts';
import { runReflector } from './reflector.ts';
import type { Scope } from './reflector-options.ts';
import { createObjectStore } from './store.ts';

export interface InformerOptions<T extends KubernetesObject> extends Scope {
  cluster: Cluster;
  kind: ResourceKind<T>;
  indices?: Indices<T> | undefined;
  /** What to drop before caching. Default: `metadata.managedFields`. */
  transform?: Transform<T> | undefined;
  clock: Clock;
  random: Random;
  log: Log;
  /** Ends it. */
  signal: AbortSignal;
}

/** An informer that can be given more indices while it runs. */
export interface ExtensibleInformer<T extends KubernetesObject> extends Informer<T> {
  addIndices(indices: Indices<T>): void;
}

/** Starts an informer: it lists and watches until the signal aborts. `synced` rejects if that comes before the first list. */
export function createInformer<T extends KubernetesObject>(options: InformerOptions<T>): ExtensibleInformer<T> {
  const { clock, log, signal, transform = withoutManagedFields } = options;
  const store = createObjectStore<T>();
  const changeListeners = createListeners<Change<T>>(log);
  const freshness = createFreshnessKeeper(clock, log);
  const firstList = Promise.withResolvers<void>();
  let hasSynced = false;
  store.addIndices(options.indices ?? {});
  signal.addEventListener('abort', () => firstList.reject(signal.reason), { once: true });
  // Whoever waits hears of the rejection; without anyone waiting it is no fault of the process.
  firstList.promise.catch(() => {});

  const prepare = (object: Stored<T>) => deepFreeze(transform(object));
  void runReflector({
    cluster: options.cluster,
    kind: options.kind,
    scope: { namespace: options.namespace, labelSelector: options.labelSelector, fieldSelector: options.fieldSelector },
    clock,
    random: options.random,
    log,
    signal,
    sink: {
      replaceAll(objects) {
        const changes = store.replaceAll(objects.map(prepare));
        changeListeners.emitAll(changes);
        hasSynced = true;
        firstList.resolve();
      },
      set: (object) => changeListeners.emitAll(store.set(prepare(object))),
      remove: (object) => changeListeners.emitAll(store.remove(prepare(object))),
      live: freshness.live,
      stale: freshness.stale,
    },
  });

  return {
    synced: firstList.promise,
    get hasSynced() {
      return hasSynced;
    },
    get: store.get,
    list: store.list,
    byIndex: store.byIndex,
    addIndices: store.addIndices,
    onChange(listener) {
      const unsubscribe = changeListeners.add(listener);
      for (const object of store.list()) changeListeners.tell(listener, { type: 'added', object, initial: true });
      return unsubscribe;
    },
    get freshness() {
      return freshness.current();
    },
    onFreshness: freshness.onChange,
  };
}
