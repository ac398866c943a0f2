/**
 * A provider that keeps its clusters in memory. It stands in for kind and remote clusters, which need a container engine or
 * somebody's network: what is tested with it is how providers are put together, not what they do.
 */
import type { Cluster } from '../../../../clusters/cluster.ts';
import { type ClusterProvider, type KnownCluster, type ProvideRequest, ProviderError } from '../../../../clusters/provider.ts';
import type { StoredAttachment } from '../../../../engine/store/attachments.ts';

export interface MemoryProvider extends ClusterProvider {
  /** What was asked of it, in order. */
  asked: string[];
  set(name: string, state: KnownCluster['state']): void;
  /** Somebody else deletes it. */
  lose(name: string): void;
  /** Until it is called with undefined, everything is refused with this. */
  failWith(error: Error | undefined): void;
}

export interface MemoryProviderOptions {
  id: 'kind' | 'remote';
  clusters?: Record<string, KnownCluster['state']>;
  /** Where `attach` remembers. */
  attachments?: { put(attachment: StoredAttachment): void; remove(name: string): void };
  /** Of a context that is being attached. */
  onAttach?: (context: string) => void;
}

export function memoryProvider({ id, clusters = {}, attachments, onAttach }: MemoryProviderOptions): MemoryProvider {
  const states = new Map(Object.entries(clusters));
  const asked: string[] = [];
  let failure: Error | undefined;
  const ask = (what: string): void => {
    asked.push(what);
    if (failure) throw failure;
  };
  const change = async (what: string, name: string, state: KnownCluster['state']): Promise<KnownCluster> => {
    ask(`${what} ${name}`);
    states.set(name, state);
    return { name, state };
  };
  return {
    id,
    label: id === 'kind' ? 'kind' : 'Remote cluster',
    capabilities: { create: id === 'kind', attach: id === 'remote', pause: id === 'kind', several: true },
    createOptions: [],
    attachOptions: [],
    asked,
    set: (name, state) => void states.set(name, state),
    lose: (name) => void states.delete(name),
    failWith(error) {
      failure = error;
    },
    async detect() {
      if (failure) throw failure;
      return { usable: true, found: `${id} 1.0` };
    },
    async list() {
      if (failure) throw failure;
      return [...states].map(([name, state]) => ({ name, state }));
    },
    create: (name) => change('create', name, 'running'),
    async attach(name, { options = {} }: ProvideRequest = {}) {
      const { context, kubeconfig = null, readOnly, namespace = null, simulated } = options as Record<string, string>;
      ask(`attach ${name}`);
      onAttach?.(String(context));
      attachments?.put({
        name,
        kubeconfig,
        context: String(context),
        readOnly: Boolean(readOnly),
        namespace,
        simulated: Boolean(simulated),
      });
      states.set(name, 'unknown');
      return { name, state: 'running' };
    },
    start: (name) => change('start', name, 'running'),
    async stop(name) {
      await change('stop', name, 'stopped');
    },
    async destroy(name) {
      ask(`destroy ${name}`);
      states.delete(name);
      attachments?.remove(name);
    },
    async open(name) {
      ask(`open ${name}`);
      if (!states.has(name)) throw new ProviderError('NotFound', `There is no ${name}.`);
      return {
        cluster: { name } as Cluster,
        facts: {
          provider: id,
          simulated: false,
          version: 'v1.36.3',
          server: 'https://127.0.0.1:6443',
          kubeconfigPath: `/kubeconfigs/${name}`,
        },
        [Symbol.asyncDispose]: async () => {},
      };
    },
  };
}
