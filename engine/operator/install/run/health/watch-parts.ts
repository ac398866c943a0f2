import type { Deployment } from 'kubernetes-types/apps/v1.d.ts';
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { createInformer } from '../../../../../clusters/informer/create-informer.ts';
import { deployments, pods } from '../../../../../clusters/kinds.ts';
import type { Stored } from '../../../../../clusters/objects.ts';
import { partSelector } from '../../objects/metadata.ts';
import type { InstallerContext } from '../installer-context.ts';

export interface WatchedParts {
  /** Resolves when the first lists are in. */
  readonly synced: Promise<unknown>;
  deployments(): Stored<Deployment>[];
  pods(): Stored<Pod>[];
  /** Why what is known may be old; undefined while the watches live. */
  stale(): string | undefined;
  /** Resolves at the next change of anything. */
  changed(): Promise<void>;
}

/** The Deployments of our parts and their pods, as they change, until the signal aborts. */
export function watchParts(context: InstallerContext, namespace: string, signal: AbortSignal): WatchedParts {
  const common = { ...context, namespace, labelSelector: partSelector, signal };
  const watched = [createInformer({ ...common, kind: deployments }), createInformer({ ...common, kind: pods })] as const;
  let next = Promise.withResolvers<void>();
  for (const informer of watched) {
    informer.onChange(tell);
    informer.onFreshness(tell);
  }
  return {
    synced: Promise.all(watched.map(({ synced }) => synced)).catch(() => {}),
    deployments: () => watched[0].list(),
    pods: () => watched[1].list(),
    stale: () =>
      watched.map(({ freshness }) => (freshness.state === 'stale' ? freshness.reason : undefined)).find((reason) => reason !== undefined),
    changed: () => next.promise,
  };

  function tell(): void {
    next.resolve();
    next = Promise.withResolvers<void>();
  }
}
