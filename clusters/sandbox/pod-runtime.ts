/** What the API server asks of the node agents: the subresources of pods that only a node can answer. */
import type { LogOptions } from '../cluster.ts';
import type { ObjectKey } from '../objects.ts';

export interface PodRuntime {
  /** Rejects with ApiError 400 for an unknown container, 404 for a pod this runtime does not run. */
  logs(pod: ObjectKey, options: LogOptions): AsyncIterable<string>;
}
