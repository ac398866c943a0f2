import type { Service } from 'kubernetes-types/core/v1.d.ts';
import type { Cluster } from '../../../clusters/cluster.ts';
import type { Informer } from '../../../clusters/informer/informer.ts';
import { services } from '../../../clusters/kinds.ts';
import type { Stored } from '../../../clusters/objects.ts';
import { SlipwayError } from '../../contract/errors.ts';
import type { Route } from '../../contract/route.ts';
import type { ForwardDraft } from '../../contract/views/pod.ts';
import type { GatewayAccess } from '../chat/chat-service.ts';
import type { Forwarding, LocalForward } from '../forwards/forward-service.ts';

export interface ForwardedGatewayOptions {
  cluster: Cluster;
  /** Its Routes: without a gateway of ours they lead to the model servers themselves. */
  routes: Pick<Informer, 'list' | 'synced'>;
  forwarding: Forwarding;
}

const gatewayLabels = 'app.kubernetes.io/part-of=slipway,app.kubernetes.io/component=gateway';

/**
 * The way to a gateway that runs in the cluster: a port of this machine, opened at the first use and kept. Where none is
 * installed, as with an operator on this machine, the way to the Service of the model's own endpoint.
 */
export function forwardedGateway({ cluster, routes, forwarding }: ForwardedGatewayOptions): GatewayAccess {
  const open = new Map<string, Promise<LocalForward>>();
  let gateway: LocalForward | undefined;

  return {
    url: () => gateway?.url ?? null,
    async reach(model, signal) {
      const service = await findGateway(cluster, signal);
      if (service) {
        gateway = await forward(draftOf(service, 'http'));
        return gateway.url;
      }
      await routes.synced;
      return (await forward(backendOf(model, routes.list() as Stored<Route>[]))).url;
    },
    async close() {
      const all = [...open.values()];
      open.clear();
      gateway = undefined;
      for (const each of await Promise.allSettled(all)) if (each.status === 'fulfilled') await each.value[Symbol.asyncDispose]();
    },
  };

  /** One forward a Service, however many ask for it. */
  function forward(draft: ForwardDraft): Promise<LocalForward> {
    const key = JSON.stringify([draft.namespace, draft.target.name, draft.port]);
    const present = open.get(key);
    if (present) return present;
    const opening = forwarding.open(cluster, draft);
    open.set(key, opening);
    opening.catch(() => open.delete(key));
    return opening;
  }
}

async function findGateway(cluster: Cluster, signal: AbortSignal): Promise<Stored<Service> | undefined> {
  const { items } = await cluster.list(services, { labelSelector: gatewayLabels, signal });
  return items[0];
}

function draftOf({ metadata }: Stored<Service>, port: string): ForwardDraft {
  return { namespace: metadata.namespace ?? '', target: { kind: 'service', name: metadata.name }, port };
}

function backendOf(model: string, routes: readonly Stored<Route>[]): ForwardDraft {
  const route = routes.find(({ spec }) => spec.models.includes(model));
  const target = route?.spec.targets.toSorted((one, other) => other.weight - one.weight)[0];
  if (!route || !target) {
    throw new SlipwayError('not_found', `No endpoint of this cluster serves the model ${model}, and it has no gateway of Slipway.`, {
      fix: 'Install Slipway into it (slipway install), or ask for one of the models that are served (slipway get endpoints).',
    });
  }
  const { name, port } = target.service;
  return { namespace: route.metadata.namespace ?? '', target: { kind: 'service', name }, port };
}
