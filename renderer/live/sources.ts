import type { Unsubscribable } from '@trpc/server/observable';
import type { Clock } from '../../engine/contract/clock.ts';
import type { EndpointDetailView, EndpointListView } from '../../engine/contract/views/endpoint.ts';
import type { ObjectRef } from '../../engine/contract/views/state.ts';
import type { NodeView, StatusView } from '../../engine/contract/views/workbench.ts';
import type { Calls } from '../engine-client.ts';
import { createLiveSource, type LiveObserver, type LiveSource } from './live-source.ts';
import { toWireError } from './wire-error.ts';

/** Everything the UI watches, each once however many parts of the page show it. */
export interface Sources {
  status: LiveSource<StatusView>;
  endpoints: LiveSource<EndpointListView>;
  nodes: LiveSource<NodeView[]>;
  endpoint(key: ObjectRef): LiveSource<EndpointDetailView>;
}

/** The live sources over one client. */
export function createSources(calls: Calls, clock: Clock): Sources {
  const byKey = new Map<string, LiveSource<EndpointDetailView>>();
  return {
    status: createLiveSource((observer) => stopper(calls.workbench.watchStatus.subscribe(undefined, handlers(observer))), clock),
    endpoints: createLiveSource((observer) => stopper(calls.endpoints.watchList.subscribe(undefined, handlers(observer))), clock),
    nodes: createLiveSource((observer) => stopper(calls.hardware.watchNodes.subscribe(undefined, handlers(observer))), clock),
    endpoint(key) {
      const id = `${key.namespace}/${key.name}`;
      const known = byKey.get(id);
      if (known) return known;
      const source = createLiveSource<EndpointDetailView>(
        (observer) => stopper(calls.endpoints.watchOne.subscribe(key, handlers(observer))),
        clock,
      );
      byKey.set(id, source);
      return source;
    },
  };
}

function handlers<T>(observer: LiveObserver<T>): { onData(data: T): void; onError(thrown: unknown): void } {
  return { onData: (data) => observer.next(data), onError: (thrown) => observer.error(toWireError(thrown)) };
}

function stopper(subscription: Unsubscribable): () => void {
  return () => subscription.unsubscribe();
}
