import { findContext } from '../../clusters/kubernetes/kubeconfig/contexts.ts';
import { checkCluster } from '../../clusters/remote/check/check-cluster.ts';
import { choiceOf, type OpeningDependencies, openAttachment } from '../../clusters/remote/open-attachment.ts';
import type { RemoteProvider } from '../../clusters/remote/remote-provider.ts';
import type { RemoteAccess } from '../../engine/services/clusters/remote-access.ts';

/** Clusters that somebody else runs, for the engine. What is only looked at is opened so that nothing in it can be changed. */
export function createRemoteAccess(provider: RemoteProvider, dependencies: OpeningDependencies): RemoteAccess {
  return {
    contexts: async (kubeconfig) => (await provider.contexts(kubeconfig ?? undefined)).contexts,
    async open({ kubeconfig, context, namespace }, signal) {
      const attachment = { name: context, kubeconfig, context, readOnly: true, namespace, simulated: false };
      return openAttachment(attachment, await findContext(choiceOf(attachment, dependencies)), dependencies, { signal });
    },
    async check(cluster, { namespace, signal }) {
      const { reach, records, ...found } = await checkCluster(cluster, {
        ...(namespace !== null && { namespace }),
        signal,
        clock: dependencies.clock,
      });
      return { ...found, latencyMs: reach.latencyMs, records: [reach, ...records] };
    },
  };
}
