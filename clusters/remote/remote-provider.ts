import { type ContextSurvey, findContext, surveyContexts } from '../kubernetes/kubeconfig/contexts.ts';
import { nearestName } from '../nearest-names.ts';
import { type ClusterProvider, type Detection, type KnownCluster, type ProvideRequest, ProviderError } from '../provider.ts';
import { attachOptions, readAttachOptions } from './attach-options.ts';
import type { Attachment, AttachmentStore } from './attachments.ts';
import { choiceOf, contextOf, type OpeningDependencies, openAttachment } from './open-attachment.ts';

export interface RemoteProviderOptions extends OpeningDependencies {
  attachments: AttachmentStore;
}

/** Clusters that somebody else runs, by a context of a kubeconfig. Nothing in them is made or changed by attaching them. */
export interface RemoteProvider extends ClusterProvider {
  /** The contexts that could be attached, of one kubeconfig file or the usual ones; contacts none of them. */
  contexts(kubeconfigPath?: string): Promise<ContextSurvey>;
  /** How a cluster was attached. */
  attachment(name: string): Attachment | undefined;
}

/** Reads and contacts nothing before the first call. */
export function createRemoteProvider(options: RemoteProviderOptions): RemoteProvider {
  const { attachments, environment } = options;

  return {
    id: 'remote',
    label: 'Remote cluster',
    capabilities: { create: false, attach: true, pause: false, several: true },
    createOptions: [],
    attachOptions,
    detect,
    // Connecting to thousands of contexts would open as many browser windows: whether one runs is known when it is opened.
    list: async () => attachments.list().map(({ name }): KnownCluster => ({ name, state: 'unknown' })),
    contexts,
    attachment: find,
    create: async () => {
      throw new ProviderError('Unsupported', 'Slipway does not make remote clusters: they are attached.', {
        fix: 'Attach a context of your kubeconfig (slipway cluster attach), or make a kind cluster instead.',
      });
    },
    attach,
    start: async (name) => notOurs(mustFind(name), 'started'),
    stop: async (name) => notOurs(mustFind(name), 'stopped'),
    destroy: async (name) => attachments.remove(name),
    async open(name, { signal } = {}) {
      const attachment = mustFind(name);
      return openAttachment(attachment, await contextOf(attachment, options), options, { signal });
    },
  };

  async function detect(): Promise<Detection> {
    const { contexts: found, source, problems } = await contexts();
    if (found.length > 0) return { usable: true, found: `${source} with ${found.length} context${found.length === 1 ? '' : 's'}` };
    return {
      usable: false,
      reason: problems[0] ?? `${source} is not there, or has no contexts.`,
      nextStep: 'Get a kubeconfig from whoever runs the cluster, and name it or put its path into KUBECONFIG.',
    };
  }

  function contexts(kubeconfigPath?: string): Promise<ContextSurvey> {
    return surveyContexts(choiceOf({ kubeconfig: kubeconfigPath ?? null, context: undefined }, options));
  }

  async function attach(name: string, { options: chosen = {}, signal, onProgress }: ProvideRequest = {}): Promise<KnownCluster> {
    const asked = readAttachOptions(name, chosen, environment);
    if (find(name)) {
      throw new ProviderError('AlreadyThere', `A cluster "${name}" is attached already.`, {
        fix: 'Give this one another name, or remove the other first.',
      });
    }
    onProgress?.({ step: 'read', message: 'The kubeconfig is read.', fraction: 0 });
    const context = await findContext(choiceOf(asked, options));
    signal?.throwIfAborted();
    onProgress?.({ step: 'contact', message: `${context.cluster.server} is asked for its release.`, fraction: 0.2 });
    const attachment = { ...asked, context: context.name };
    await using opened = await openAttachment(attachment, context, options, { signal });
    attachments.put(attachment);
    onProgress?.({ step: 'contact', message: `It answers as Kubernetes ${opened.facts.version}.`, fraction: 1 });
    return { name, state: 'running' };
  }

  function find(name: string): Attachment | undefined {
    return attachments.list().find((attachment) => attachment.name === name);
  }

  function mustFind(name: string): Attachment {
    const attachment = find(name);
    if (attachment) return attachment;
    const names = attachments.list().map((each) => each.name);
    const meant = nearestName(name, names);
    const hint = meant === undefined ? 'Attach it first (slipway cluster attach).' : `Did you mean "${meant}"?`;
    throw new ProviderError('NotFound', `No remote cluster "${name}" is attached.`, { fix: hint });
  }
}

function notOurs({ name }: Attachment, what: string): never {
  throw new ProviderError('Unsupported', `The cluster "${name}" is not ${what} from here: somebody else runs it.`, {
    fix: 'Ask whoever runs it, or use the tools of its provider.',
  });
}
