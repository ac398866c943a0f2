import type { Clock } from '../../../clock.ts';
import type { PodScraper } from '../../metrics/pod-scraper.ts';
import type { ApiObject } from '../json.ts';
import type { Registry } from '../registry.ts';
import type { Resource, StrategyFacts } from '../resource.ts';
import type { Store } from '../storage/store.ts';

/** What every request works on. */
export interface RequestContext {
  store: Store;
  registry: Registry;
  clock: Clock;
  random(): number;
  /** Reads what pods say of themselves, for the metrics APIs. */
  scraper: PodScraper;
  /** Aborts when the server closes: watches end. */
  closing: AbortSignal;
}

/** How a write is to be done, whatever it writes. */
export interface WriteRequest {
  subresource?: 'status' | 'scale' | 'finalize' | undefined;
  fieldManager: string;
  dryRun?: boolean | undefined;
  fieldValidation?: 'Strict' | 'Warn' | 'Ignore' | undefined;
  /** Called by an update that has created the object. */
  onCreated?(): void;
  /** Collects what the answer warns about. */
  warn(warning: string): void;
}

/** An apply. */
export interface ApplyRequest extends WriteRequest {
  /** Takes fields from other managers instead of refusing. */
  force?: boolean | undefined;
}

export interface Place {
  resource: Resource;
  namespace?: string | undefined;
}

export interface ObjectPlace extends Place {
  name: string;
}

export function storageKey(place: ObjectPlace): string {
  return place.resource.namespaced ? `${place.namespace}/${place.name}` : place.name;
}

export function strategyFacts(context: RequestContext): StrategyFacts {
  return {
    now: context.clock.now(),
    random: context.random,
    *objects(bucket): Iterable<ApiObject> {
      for (const { object } of context.store.list(bucket)) yield object;
    },
  };
}
