import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from 'react';
import type { Clock } from '../../engine/contract/clock.ts';
import type { FreshnessView } from '../../engine/contract/views/state.ts';
import type { Calls, EngineClient } from '../engine-client.ts';
import type { Connection } from './connection.ts';
import type { LiveSource, LiveState } from './live-source.ts';
import { createSources, type Sources } from './sources.ts';

interface EngineValue {
  client: EngineClient;
  sources: Sources;
  clock: Clock;
}

const nothing: LiveState<never> = { data: undefined, error: undefined };
const silence = { subscribe: () => () => undefined, get: () => nothing };

const EngineContext = createContext<EngineValue | null>(null);

/** Gives the parts below it the engine's client and its live sources. */
export function EngineProvider({ client, clock, children }: { client: EngineClient; clock: Clock; children: ReactNode }) {
  const value = useMemo(() => ({ client, clock, sources: createSources(client.calls, clock) }), [client, clock]);
  return <EngineContext value={value}>{children}</EngineContext>;
}

function useEngine(): EngineValue {
  const value = useContext(EngineContext);
  if (!value) throw new Error('This part of the page is used outside of EngineProvider.');
  return value;
}

/** Queries, mutations and subscriptions of the engine. */
export function useCalls(): Calls {
  return useEngine().client.calls;
}

export function useClock(): Clock {
  return useEngine().clock;
}

export function useSources(): Sources {
  return useEngine().sources;
}

/** What a source has brought; subscribes while shown. Without a source, nothing ever comes. */
export function useLive<T>(source: LiveSource<T> | undefined): LiveState<T> {
  const { subscribe, get } = source ?? silence;
  return useSyncExternalStore(subscribe, get as () => LiveState<T>);
}

export function useConnection(): Connection {
  const { connection } = useEngine().client;
  return useSyncExternalStore(connection.subscribe, connection.get);
}

/** How fresh a view is, as far as this page can know: a lost engine makes everything stale. */
export function useFreshness(freshness: FreshnessView | undefined): FreshnessView | undefined {
  const connection = useConnection();
  if (connection.state === 'lost') return { state: 'stale', since: connection.since, reason: 'The engine does not answer.' };
  return freshness;
}
