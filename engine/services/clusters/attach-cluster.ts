import type { ClusterProvider } from '../../../clusters/provider.ts';
import { SlipwayError } from '../../contract/errors.ts';
import { type AttachDraft, attachDraft, type ContextView } from '../../contract/views/cluster.ts';
import type { ClusterCheckView } from '../../contract/views/cluster-check.ts';
import type { ClusterServiceOptions } from './cluster-service-options.ts';
import { consentFor, withConsent } from './program-consents.ts';
import { noCurrentContext } from './refusals.ts';
import type { ClusterFindings, KnownContext } from './remote-access.ts';

/** How long a check may take: a server that hangs is told of instead. */
const checkWithinMs = 30_000;

/** Looking at contexts of kubeconfigs, and taking them up. */
export interface Attaching {
  contexts(kubeconfig: string | undefined): Promise<ContextView[]>;
  /** Gives the name under which it is attached, and where it is. */
  attach(draft: AttachDraft): Promise<{ name: string; server: string | null }>;
  check(name: string): Promise<ClusterCheckView>;
  checkContext(draft: AttachDraft): Promise<ClusterCheckView>;
}

export function createAttaching(options: ClusterServiceOptions): Attaching {
  const { providers, names, connections, remote, store, clock } = options;

  async function contextOf({ kubeconfig, context: wanted }: AttachDraft): Promise<KnownContext> {
    const known = await remote.contexts(kubeconfig ?? null);
    const context = known.find(({ name, current }) => (wanted === undefined ? current : name === wanted));
    if (context) return context;
    if (wanted === undefined) throw noCurrentContext();
    // The provider knows why it is not there, and what was perhaps meant.
    return { name: wanted, current: false, cluster: '', server: undefined, user: '', namespace: '', program: undefined };
  }

  async function within<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const ending = new AbortController();
    const late = new SlipwayError('timeout', 'The check was given up: the cluster took longer than half a minute to answer.', {
      fix: 'Look at the load of its API server and at the network between, then check again.',
    });
    const timer = clock.setTimeout(() => ending.abort(late), checkWithinMs);
    try {
      return await work(ending.signal);
    } finally {
      clock.clearTimeout(timer);
    }
  }

  return {
    async contexts(kubeconfig) {
      const attachments = store.attachments.list();
      const known = await remote.contexts(kubeconfig ?? null);
      return known.map((context) => {
        const attached = attachments.find((each) => each.context === context.name && each.kubeconfig === (kubeconfig ?? null));
        return { ...context, server: context.server ?? null, program: context.program ?? null, attachedAs: attached?.name ?? null };
      });
    },
    async attach(given) {
      const draft = attachDraft.parse(given);
      const context = await contextOf(draft);
      const name = draft.name ?? context.name;
      await names.assertFree(name);
      const { kubeconfig, readOnly, namespace, simulated } = draft;
      const chosen = {
        context: context.name,
        readOnly,
        simulated,
        ...(kubeconfig !== undefined && { kubeconfig }),
        ...(namespace !== undefined && { namespace }),
      };
      const consent = consentFor(context, draft);
      await withConsent(store.consents, { consent, keep: true }, () => attacher(providers).attach(name, { options: chosen }));
      return { name, server: context.server ?? null };
    },
    async check(name) {
      const { cluster } = await connections.session(name);
      const namespace = store.attachments.list().find((each) => each.name === name)?.namespace ?? null;
      return checkView(name, await within((signal) => remote.check(cluster, { namespace, signal })));
    },
    async checkContext(given) {
      const draft = attachDraft.parse(given);
      const context = await contextOf(draft);
      const target = { kubeconfig: draft.kubeconfig ?? null, context: context.name, namespace: draft.namespace ?? null };
      const consent = consentFor(context, draft);
      return withConsent(store.consents, { consent, keep: false }, () =>
        within(async (signal) => {
          await using opened = await remote.open(target, signal);
          return checkView(draft.name ?? context.name, await remote.check(opened.cluster, { namespace: target.namespace, signal }));
        }),
      );
    },
  };
}

function attacher(providers: readonly ClusterProvider[]): ClusterProvider {
  const provider = providers.find(({ capabilities }) => capabilities.attach);
  if (provider) return provider;
  throw new SlipwayError('refused', 'Clusters cannot be attached here.', { fix: 'Use Slipway on a machine of your own.' });
}

function checkView(cluster: string, { latencyMs, version, rights, gpus, installed, records }: ClusterFindings): ClusterCheckView {
  // What the findings tell beyond the view stays here.
  return {
    cluster,
    latencyMs,
    version,
    rights: rights.map(({ what, allowed, rule }) => ({ what, allowed, rule })),
    gpus,
    installed,
    records: [...records],
  };
}
