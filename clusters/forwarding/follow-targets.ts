import type { Clock } from '../clock.ts';
import type { Cluster } from '../cluster.ts';
import type { Random } from '../informer/back-off.ts';
import { createInformer } from '../informer/create-informer.ts';
import type { Informer } from '../informer/informer.ts';
import { endpointSlices, pods, services } from '../kinds.ts';
import type { Log } from '../log.ts';
import { type PodAddress, podTargets } from './pod-targets.ts';
import { type ServiceAddress, serviceTargets } from './service-targets.ts';
import { problemView, type TargetSource, type TargetView } from './targets.ts';

export interface FollowingOptions {
  cluster: Cluster;
  clock: Clock;
  random: Random;
  log: Log;
  /** Ends it. */
  signal: AbortSignal;
}

/** The pods behind a service's port, as its EndpointSlices tell. */
export function followService(address: ServiceAddress, options: FollowingOptions): TargetSource {
  const { namespace, name } = address;
  const { cluster } = options;
  const itself = { namespace, fieldSelector: `metadata.name=${name}` };
  const behindIt = { namespace, labelSelector: `kubernetes.io/service-name=${name}` };
  const service = createInformer({ ...options, kind: services, ...itself });
  const slices = createInformer({ ...options, kind: endpointSlices, ...behindIt });
  return sourceOf({
    informers: [service, slices] as Informer[],
    decide: () => serviceTargets(address, service.get({ namespace, name }), slices.list()),
    async look(signal) {
      const asked = [cluster.list(services, { ...itself, signal }), cluster.list(endpointSlices, { ...behindIt, signal })] as const;
      const [found, around] = await Promise.all(asked);
      return serviceTargets(address, found.items[0], around.items);
    },
  });
}

/** One pod. */
export function followPod(address: PodAddress, options: FollowingOptions): TargetSource {
  const { namespace, name } = address;
  const itself = { namespace, fieldSelector: `metadata.name=${name}` };
  const pod = createInformer({ ...options, kind: pods, ...itself });
  return sourceOf({
    informers: [pod] as Informer[],
    decide: () => podTargets(address, pod.get({ namespace, name })),
    look: async (signal) => podTargets(address, (await options.cluster.list(pods, { ...itself, signal })).items[0]),
  });
}

interface Followed {
  informers: readonly Informer[];
  /** From what the informers hold. */
  decide(): TargetView;
  look: TargetSource['look'];
}

function sourceOf({ informers, decide, look }: Followed): TargetSource {
  const failing = () => informers.map(({ freshness }) => freshness).find(({ state }) => state === 'stale');
  return {
    look,
    isStale: () => failing() !== undefined,
    current() {
      const trouble = failing();
      const view = informers.every(({ hasSynced }) => hasSynced) ? decide() : undefined;
      // What was seen last may still be there: connections are worth a try while the watch is being opened again.
      if (view && (!trouble || view.targets.length > 0)) return view;
      return problemView('waiting', trouble?.state === 'stale' ? trouble.reason : 'The cluster is asked for its pods.');
    },
    onChange(listener) {
      const leave = informers.flatMap((informer) => [informer.onChange(listener), informer.onFreshness(listener)]);
      return () => {
        for (const end of leave) end();
      };
    },
    known: untilKnown(informers),
  };
}

/** Resolves with the first lists, with the first failure of one, or when nobody asks any more: waiting for lists can take for ever. */
async function untilKnown(informers: readonly Informer[]): Promise<void> {
  const { promise: failed, resolve } = Promise.withResolvers<void>();
  const leave = informers.map((informer) => informer.onFreshness(({ state }) => state === 'stale' && resolve()));
  await Promise.race([Promise.allSettled(informers.map((informer) => informer.synced)), failed]);
  for (const end of leave) end();
}
