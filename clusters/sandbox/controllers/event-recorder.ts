/** Events as kubelet and the controllers write them: the same one again raises a count instead of adding an object. */
import type { Event } from 'kubernetes-types/core/v1.d.ts';
import type { Clock } from '../../clock.ts';
import type { Cluster } from '../../cluster.ts';
import { events } from '../../kinds.ts';
import type { Log } from '../../log.ts';
import type { KubernetesObject } from '../../objects.ts';
import { microTimestamp, timestamp } from './time.ts';

export interface EventRecorder {
  /** Written in the background; a failure is logged, never thrown. */
  record(regarding: KubernetesObject, event: EventFacts): void;
  /** Resolves when what was recorded is written. */
  flush(): Promise<void>;
}

export interface EventFacts {
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  /** A part of the object, such as `spec.containers{server}`. */
  fieldPath?: string | undefined;
  /** The node it happened on. */
  host?: string | undefined;
  /** What was being done: only said in the newer form. */
  action?: string;
}

export interface EventRecorderOptions {
  cluster: Cluster;
  /** The component that says so: `kubelet`, `default-scheduler`. */
  component: string;
  /** Writes events in the newer form, with a time of their own and a series, as the scheduler does. */
  series?: boolean;
  clock: Clock;
  log: Log;
}

const rememberedEvents = 4096;

/** Makes a recorder for one component. */
export function createEventRecorder(options: EventRecorderOptions): EventRecorder {
  const { cluster, clock, log } = options;
  const known = new Map<string, { name: string; count: number }>();
  const writing = new Set<Promise<void>>();
  let recorded = 0;

  function record(regarding: KubernetesObject, facts: EventFacts): void {
    const identity = [regarding.metadata?.uid, facts.reason, facts.message, facts.fieldPath].join('\n');
    const before = known.get(identity);
    const now = known.get(identity) ?? { name: eventName(regarding, clock.now(), recorded++), count: 0 };
    now.count++;
    remember(identity, now);
    const written = (before ? raise(regarding, now) : create(regarding, facts, now.name)).catch((error: unknown) => {
      known.delete(identity);
      log.debug({ reason: facts.reason, error: String(error) }, 'event not written');
    });
    writing.add(written);
    void written.finally(() => writing.delete(written));
  }

  async function create(regarding: KubernetesObject, facts: EventFacts, name: string): Promise<void> {
    const event = options.series ? seriesEventOf : eventOf;
    await cluster.create(events, event(regarding, facts, { name, component: options.component, now: clock.now() }));
  }

  async function raise(regarding: KubernetesObject, { name, count }: { name: string; count: number }): Promise<void> {
    const body = options.series
      ? { series: { count, lastObservedTime: microTimestamp(clock.now()) } }
      : { count, lastTimestamp: timestamp(clock.now()) };
    await cluster.patch(events, { namespace: namespaceOf(regarding), name }, { type: 'merge', body });
  }

  function remember(identity: string, value: { name: string; count: number }): void {
    known.delete(identity);
    known.set(identity, value);
    const [oldest] = known.keys();
    if (known.size > rememberedEvents && oldest !== undefined) known.delete(oldest);
  }

  return {
    record,
    async flush() {
      await Promise.all(writing);
    },
  };
}

interface Naming {
  name: string;
  component: string;
  /** Milliseconds. */
  now: number;
}

function eventOf(regarding: KubernetesObject, facts: EventFacts, naming: Naming): Event {
  const { component, now } = naming;
  return {
    ...commonPart(regarding, facts, naming),
    source: { component, ...(facts.host ? { host: facts.host } : {}) },
    reportingComponent: component,
    reportingInstance: facts.host ?? '',
    count: 1,
    firstTimestamp: timestamp(now),
    lastTimestamp: timestamp(now),
  };
}

function seriesEventOf(regarding: KubernetesObject, facts: EventFacts, naming: Naming): Event {
  const { component, now } = naming;
  return {
    ...commonPart(regarding, facts, naming),
    action: facts.action ?? facts.reason,
    eventTime: microTimestamp(now),
    source: {},
    reportingComponent: component,
    reportingInstance: `${component}-sandbox`,
  };
}

function commonPart(regarding: KubernetesObject, facts: EventFacts, { name }: Naming): Event {
  const { metadata } = regarding;
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name, namespace: namespaceOf(regarding) },
    involvedObject: {
      ...(regarding.apiVersion ? { apiVersion: regarding.apiVersion } : {}),
      ...(regarding.kind ? { kind: regarding.kind } : {}),
      ...(metadata?.namespace ? { namespace: metadata.namespace } : {}),
      ...(metadata?.name ? { name: metadata.name } : {}),
      ...(metadata?.uid ? { uid: metadata.uid } : {}),
      ...(metadata?.resourceVersion ? { resourceVersion: metadata.resourceVersion } : {}),
      ...(facts.fieldPath ? { fieldPath: facts.fieldPath } : {}),
    },
    type: facts.type,
    reason: facts.reason,
    message: facts.message,
  };
}

// Events about cluster-scoped objects live in `default`, as everywhere.
function namespaceOf(regarding: KubernetesObject): string {
  return regarding.metadata?.namespace ?? 'default';
}

// As everywhere, the name ends in the time: kubectl lists events of the same second in the order of their names.
function eventName(regarding: KubernetesObject, now: number, count: number): string {
  const nanoseconds = BigInt(now) * 1_000_000n + BigInt(count % 1_000_000);
  return `${regarding.metadata?.name}.${nanoseconds.toString(16)}`;
}
