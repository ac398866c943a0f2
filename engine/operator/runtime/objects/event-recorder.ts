import { createHash } from 'node:crypto';
import type { Event } from 'kubernetes-types/core/v1.d.ts';
import { isNamespaceTerminating, isReason } from '../../../../clusters/api-error.ts';
import type { Cluster } from '../../../../clusters/cluster.ts';
import { events } from '../../../../clusters/kinds.ts';
import type { Log } from '../../../../clusters/log.ts';
import type { ObjectKey, Stored } from '../../../../clusters/objects.ts';
import type { Clock } from '../../../contract/clock.ts';

export interface RecordedEvent {
  type: 'Normal' | 'Warning';
  /** CamelCase, for programs. */
  reason: string;
  /** A sentence, for people. */
  message: string;
}

export interface EventRecorder {
  /** Tells of something about an object. The same again raises the count of the event that is there. Never fails: events are news, not truth. */
  record(about: Stored, event: RecordedEvent): void;
  /** Resolves when all that was recorded is written. */
  flush(): Promise<void>;
}

export interface EventRecorderOptions {
  cluster: Cluster;
  clock: Clock;
  log: Log;
  /** Who tells: `slipway-operator`. */
  component: string;
}

const longestMessage = 1024;
/** While a server does not answer, later events are dropped rather than kept without bound. */
const mostPending = 1000;

/** A recorder that writes one event after the other. */
export function createEventRecorder({ cluster, clock, log, component }: EventRecorderOptions): EventRecorder {
  let writing: Promise<void> = Promise.resolve();
  let pending = 0;
  return {
    record(about, event) {
      if (pending >= mostPending) return log.warn({ reason: event.reason }, 'an event was dropped: too many wait to be written');
      pending += 1;
      const draft = toEvent(about, event, { component, now: clock.now() });
      writing = writing
        .then(() => write(draft))
        .catch((error: unknown) => tellLost(error, event.reason))
        .finally(() => {
          pending -= 1;
        });
    },
    flush: () => writing,
  };

  function tellLost(error: unknown, reason: string): void {
    if (isNamespaceTerminating(error)) log.debug({ reason }, 'an event was not written: its namespace is being deleted');
    else log.warn({ error, reason }, 'an event could not be written');
  }

  async function write(draft: Event): Promise<void> {
    try {
      await cluster.create(events, draft);
    } catch (error) {
      if (!isReason(error, 'AlreadyExists')) throw error;
      await countUp(draft);
    }
  }

  async function countUp(draft: Event): Promise<void> {
    const key = draft.metadata as ObjectKey;
    const present = await cluster.get(events, key);
    const body = { count: (present.count ?? 1) + 1, lastTimestamp: draft.lastTimestamp };
    await cluster.patch(events, key, { type: 'merge', body });
  }
}

/** The name follows from what is told, so that a repetition, after a restart too, meets the first. */
function toEvent(about: Stored, { type, reason, message }: RecordedEvent, { component, now }: { component: string; now: number }): Event {
  const { name, uid, namespace = 'default', resourceVersion } = about.metadata;
  const time = new Date(now).toISOString().replace(/\.\d+Z$/, 'Z');
  const digest = createHash('sha256')
    .update(JSON.stringify([uid, type, reason, message]))
    .digest('hex')
    .slice(0, 16);
  return {
    metadata: { name: `${name}.${digest}`, namespace },
    involvedObject: { apiVersion: about.apiVersion, kind: about.kind, name, uid, resourceVersion, ...namespaceOf(about) },
    type,
    reason,
    message: message.slice(0, longestMessage),
    source: { component },
    reportingComponent: component,
    reportingInstance: component,
    firstTimestamp: time,
    lastTimestamp: time,
    count: 1,
  };
}

function namespaceOf({ metadata }: Stored): { namespace?: string } {
  return metadata.namespace === undefined ? {} : { namespace: metadata.namespace };
}
