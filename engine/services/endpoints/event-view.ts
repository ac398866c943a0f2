import type { Event } from 'kubernetes-types/core/v1.d.ts';
import type { Stored } from '../../../clusters/objects.ts';
import type { EventView } from '../../contract/views/endpoint.ts';

/** An event as a row. */
export function eventView(event: Stored<Event>): EventView {
  return {
    uid: event.metadata.uid,
    type: event.type === 'Warning' ? 'Warning' : 'Normal',
    reason: event.reason ?? '',
    message: event.message ?? '',
    about: `${event.involvedObject.kind}/${event.involvedObject.name}`,
    count: event.series?.count ?? event.count ?? 1,
    lastSeen: lastSeen(event),
  };
}

/** Events carry their time in different fields, by who wrote them. */
function lastSeen(event: Stored<Event>): string {
  return event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp;
}

/** Latest first; at the same time in the order of their names, so that rows do not jump. */
export function byLatest(left: EventView, right: EventView): number {
  return right.lastSeen.localeCompare(left.lastSeen) || left.uid.localeCompare(right.uid);
}
