import { SlipwayError } from '../../contract/errors.ts';
import { type ClusterView, providerId } from '../../contract/views/cluster.ts';
import type { StoredAttachment } from '../../store/attachments.ts';
import type { ClusterServiceOptions } from './cluster-service-options.ts';
import { contextIn } from './cluster-view.ts';
import { onlyContext } from './only-context.ts';

interface Kubeconfig {
  path: string;
  context: string | null;
  yaml: string;
}

export interface Kubeconfigs {
  /** Where a cluster's kubeconfig is, its context in it, and a kubeconfig with that context alone. */
  of(cluster: string): Promise<Kubeconfig>;
}

export function createKubeconfigs({ home, names, connections, store, readFile }: ClusterServiceOptions): Kubeconfigs {
  async function ofAttached({ name, kubeconfig: path, context }: StoredAttachment): Promise<Kubeconfig> {
    if (path === null) throw usualPlace(name, context);
    return { path, context, yaml: onlyContext(await read(path, name), { context, path }) };
  }

  /** One that was made for this cluster holds no other, and is given as it is. */
  async function ofOwn(cluster: string): Promise<Kubeconfig> {
    const { provider, path } = await placeOf(cluster);
    if (path === null) throw new Error(`the session of ${cluster} has no kubeconfig`);
    const context = cluster === home?.name ? home.context : contextIn(cluster, provider, undefined);
    return { path, context, yaml: await read(path, cluster) };
  }

  /** Without a connection, where the provider knows it: kubectl is wanted most when the cluster does not answer. */
  async function placeOf(cluster: string): Promise<{ provider: ClusterView['provider']; path: string | null }> {
    const found = cluster === home?.name ? undefined : await names.find(cluster);
    if (found?.provider.kubeconfig) {
      return { provider: providerId.parse(found.provider.id), path: await found.provider.kubeconfig(cluster) };
    }
    const { provider, kubeconfig } = (await connections.session(cluster)).info;
    return { provider, path: kubeconfig };
  }

  function read(path: string, cluster: string): Promise<string> {
    return readFile(path).catch((cause: unknown) => {
      throw unreadable(path, cluster, cause);
    });
  }

  return {
    of(cluster) {
      const attachment = store.attachments.list().find(({ name }) => name === cluster);
      return attachment ? ofAttached(attachment) : ofOwn(cluster);
    },
  };
}

function usualPlace(cluster: string, context: string): SlipwayError {
  return new SlipwayError('refused', `${cluster} has no kubeconfig of its own: its context is where kubectl looks without being told.`, {
    fix: `kubectl --context ${context} finds it there.`,
  });
}

function unreadable(path: string, cluster: string, cause: unknown): SlipwayError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new SlipwayError('not_found', `The kubeconfig ${path} of ${cluster} cannot be read: ${reason}.`, {
    cause,
    fix: 'Put it back, or attach the cluster again from another one.',
  });
}
