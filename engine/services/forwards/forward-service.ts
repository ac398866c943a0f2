import type { CallOptions, Cluster } from '../../../clusters/cluster.ts';
import { SlipwayError } from '../../contract/errors.ts';
import type { ForwardService } from '../../contract/services.ts';
import type { ForwardDraft, ForwardView } from '../../contract/views/pod.ts';

/** A port of this machine that leads into a cluster, and finds another way when a pod goes. */
export interface LocalForward extends AsyncDisposable {
  url: string;
  port: number;
  state(): { phase: ForwardView['phase']; message: string | null; since: number };
  onChange(listener: () => void): () => void;
}

/** Listens on this machine; implemented by clusters/forwarding. */
export interface Forwarding {
  open(cluster: Cluster, draft: ForwardDraft, options?: CallOptions): Promise<LocalForward>;
}

export interface ForwardServiceOptions {
  forwarding: Forwarding;
  /** The cluster of that name, connected. */
  clusterOf(name: string | undefined): Promise<Cluster>;
  newId: () => string;
}

interface Opened {
  cluster: string;
  draft: ForwardDraft;
  forward: LocalForward;
}

/** Forwards that people asked for; they end with this process. */
export function createForwardService({
  forwarding,
  clusterOf,
  newId,
}: ForwardServiceOptions): ForwardService & { closeAll(): Promise<void> } {
  const opened = new Map<string, Opened>();
  return {
    list: async () => [...opened].map(([id, each]) => viewOf(id, each)),
    async open(name, draft) {
      const cluster = await clusterOf(name);
      const id = newId();
      const each = { cluster: cluster.name, draft, forward: await forwarding.open(cluster, draft) };
      opened.set(id, each);
      return viewOf(id, each);
    },
    async close(id) {
      const each = opened.get(id);
      if (!each) throw new SlipwayError('not_found', 'That port is not forwarded any more.');
      opened.delete(id);
      await each.forward[Symbol.asyncDispose]();
    },
    async closeAll() {
      const all = [...opened.values()];
      opened.clear();
      await Promise.all(all.map(({ forward }) => forward[Symbol.asyncDispose]()));
    },
  };
}

function viewOf(id: string, { cluster, draft, forward }: Opened): ForwardView {
  const { target, namespace } = draft;
  return { id, cluster, namespace, target: `${target.kind}/${target.name}`, url: forward.url, ...forward.state() };
}
