import { type ApiError, isNamespaceTerminating } from '../../api-error.ts';
import type { KubernetesObject } from '../../objects.ts';
import type { EventRecorder } from './event-recorder.ts';

/** Says on an object that the server refused one of its pods. In a namespace that ends that is no news. */
export function tellFailedCreate(events: EventRecorder, owner: KubernetesObject, error: ApiError): void {
  const { message } = error;
  if (isNamespaceTerminating(error)) return;
  events.record(owner, { type: 'Warning', reason: 'FailedCreate', message: `Error creating: ${message}` });
}
