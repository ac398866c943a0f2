import type { Unsubscribable } from '@trpc/server/observable';
import type { Clock } from '../../engine/contract/clock.ts';
import type { ClusterView } from '../../engine/contract/views/cluster.ts';
import type { EndpointDetailView, EndpointListView } from '../../engine/contract/views/endpoint.ts';
import type { FlowView } from '../../engine/contract/views/flow.ts';
import type { NodeView } from '../../engine/contract/views/node.ts';
import type { ObjectRef } from '../../engine/contract/views/state.ts';
import type { StatusView } from '../../engine/contract/views/workbench.ts';
import type { Calls } from '../engine-client.ts';
import { clusterInput } from './cluster-scope.ts';
import { createLiveSource, type LiveObserver, type LiveSource } from './live-source.ts';
import { toWireError } from './wire-error.ts';

/** Everything the UI watches, each once however many parts of the page show it. */
export interface Sources {
  status: LiveSource<StatusView>;
  clusters: LiveSource<ClusterView[]>;
  flows: LiveSource<FlowView[]>;
  of(cluster: string): ClusterSources;
}

/** What is watched of one cluster. Subscribing connects to it. */
export interface ClusterSources {
  endpoints: LiveSource<EndpointListView>;
  nodes: LiveSource<NodeView[]>;
  endpoint(key: ObjectRef): LiveSource<EndpointDetailView>;
}

/** The live sources over one client. */
export function createSources(calls: Calls, clock: Clock): Sources {
  return {
    status: createLiveSource((observer) => stopper(calls.workbench.watchStatus.subscribe(undefined, handlers(observer))), clock),
    clusters: createLiveSource((observer) => stopper(calls.clusters.watchList.subscribe(undefined, handlers(observer))), clock),
    flows: createLiveSource((observer) => stopper(calls.flows.watchList.subscribe(undefined, handlers(observer))), clock),
    of: remembered((cluster) => createClusterSources(calls, clock, cluster)),
  };
}

function createClusterSources(calls: Calls, clock: Clock, cluster: string): ClusterSources {
  const of = clusterInput(cluster);
  const byId = remembered((id) => {
    const [namespace = '', name = ''] = id.split('/');
    return createLiveSource<EndpointDetailView>(
      (observer) => stopper(calls.endpoints.watchOne.subscribe({ ...of, namespace, name }, handlers(observer))),
      clock,
    );
  });
  return {
    endpoints: createLiveSource((observer) => stopper(calls.endpoints.watchList.subscribe(of, handlers(observer))), clock),
    nodes: createLiveSource((observer) => stopper(calls.hardware.watchNodes.subscribe(of, handlers(observer))), clock),
    endpoint: ({ namespace, name }) => byId(`${namespace}/${name}`),
  };
}

/** Makes each thing once, by its name. */
function remembered<T>(make: (name: string) => T): (name: string) => T {
  const made = new Map<string, T>();
  return (name) => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const fresh = make(name);
    made.set(name, fresh);
    return fresh;
  };
}

function handlers<T>(observer: LiveObserver<T>): { onData(data: T): void; onError(thrown: unknown): void } {
  return { onData: (data) => observer.next(data), onError: (thrown) => observer.error(toWireError(thrown)) };
}

function stopper(subscription: Unsubscribable): () => void {
  return () => subscription.unsubscribe();
}
