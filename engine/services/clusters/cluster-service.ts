import type { ClusterService } from '../../contract/services.ts';
import type { ClusterView } from '../../contract/views/cluster.ts';
import { snapshots } from '../live/snapshots.ts';
import { forPeople } from '../shared/to-slipway-error.ts';
import { createAttaching } from './attach-cluster.ts';
import { createClusterBoard } from './cluster-board.ts';
import type { ClusterServiceOptions } from './cluster-service-options.ts';
import { createKubeconfigs } from './kubeconfigs.ts';
import { providerViews } from './provider-views.ts';
import { notPausable, notRemovable } from './refusals.ts';

/** The clusters that are known here, whoever provides them. */
export function createClusterService(options: ClusterServiceOptions): ClusterService & { close(): void } {
  const { home, providers, names, connections, flows, clock } = options;
  const board = createClusterBoard(options);
  const attaching = createAttaching(options);
  const kubeconfigs = createKubeconfigs(options);

  async function viewOf(name: string): Promise<ClusterView> {
    await board.refresh();
    const view = board.read().find((each) => each.name === name);
    if (view) return view;
    // Throws `not_found` with what there is.
    await names.find(name);
    throw new Error(`${name} is listed by its provider, and not by the board`);
  }

  async function startFlow(kind: 'cluster.pause' | 'cluster.resume', name: string): Promise<{ flow: string }> {
    if (name === home?.name) throw notPausable(name);
    const { provider } = await names.find(name);
    if (!provider.capabilities.pause) throw notPausable(name);
    return flows.start(kind, { provider: provider.id, name });
  }

  return {
    async list() {
      await board.refresh();
      return board.read();
    },
    async *watchList(signal) {
      await board.refresh();
      yield* snapshots({ subscribe: board.watch, read: board.read, clock, signal });
    },
    providers: () => providerViews(home, providers),
    contexts: (kubeconfig) => forPeople(attaching.contexts(kubeconfig)),
    async connect(name) {
      await mustKnow(name);
      await forPeople(connections.session(name));
      return viewOf(name);
    },
    async attach(draft) {
      const { name, server } = await forPeople(attaching.attach(draft));
      return { ...(await viewOf(name)), server };
    },
    check: (name) => forPeople(attaching.check(name)),
    checkContext: (draft) => forPeople(attaching.checkContext(draft)),
    async kubeconfig(name) {
      await mustKnow(name);
      return forPeople(kubeconfigs.of(name));
    },
    pause: (name) => startFlow('cluster.pause', name),
    resume: (name) => startFlow('cluster.resume', name),
    async remove(name) {
      if (name === home?.name) throw notRemovable(name);
      const { provider } = await names.find(name);
      return flows.start('cluster.delete', { provider: provider.id, name });
    },
    close: board.close,
  };

  async function mustKnow(name: string): Promise<void> {
    if (name !== home?.name) await names.find(name);
  }
}
