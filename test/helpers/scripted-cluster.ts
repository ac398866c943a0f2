import type { Cluster, ListOptions, ObjectList, WatchEvent, WatchOptions } from '../../clusters/cluster.ts';
import type { KubernetesObject, ResourceKind, Stored } from '../../clusters/objects.ts';

/** What a scripted cluster answers; anything else throws by name. */
export interface ClusterScript {
  list?: (options: ListOptions) => ObjectList | Promise<ObjectList>;
  watch?: (options: WatchOptions) => AsyncIterable<WatchEvent>;
}

/**
 * The Cluster port with answers that a test gives, on a simulated clock without sockets: for faults and hours that no real
 * server can be made to show at a given moment.
 */
export function scriptedCluster(script: ClusterScript): Cluster {
  const known = {
    name: 'scripted',
    list: async (_kind: ResourceKind, options: ListOptions = {}) => script.list?.(options),
    watch: (_kind: ResourceKind, options: WatchOptions) => script.watch?.(options),
  };
  return new Proxy(known as unknown as Cluster, {
    get(target, name: string) {
      if (!(name in target)) throw new Error(`this test's cluster has no ${name}`);
      return target[name as keyof Cluster];
    },
  });
}

/** A config map as a server has it. */
export function storedConfigMap(name: string, version: number | string, extra: Partial<KubernetesObject['metadata']> = {}): Stored {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name,
      namespace: 'default',
      uid: `uid-${name}`,
      resourceVersion: String(version),
      creationTimestamp: '2026-01-01T00:00:00Z',
      ...extra,
    },
  };
}

/** A watch that gives what is pushed, and ends or fails when told. */
export interface ManualWatch extends AsyncIterable<WatchEvent> {
  push(...events: WatchEvent[]): void;
  end(): void;
  fail(error: Error): void;
}

/** An open watch without events. Ends when `signal` aborts. */
export function manualWatch(signal?: AbortSignal): ManualWatch {
  const queue: WatchEvent[] = [];
  let ending: { error?: Error } | undefined;
  let wake = () => {};
  signal?.addEventListener('abort', () => finish({}), { once: true });
  return {
    push(...events) {
      queue.push(...events);
      wake();
    },
    end: () => finish({}),
    fail: (error) => finish({ error }),
    async *[Symbol.asyncIterator]() {
      while (true) {
        for (let event = queue.shift(); event; event = queue.shift()) yield event;
        if (ending?.error) throw ending.error;
        if (ending) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };

  function finish(how: { error?: Error }): void {
    ending ??= how;
    wake();
  }
}
