import { ApiError } from '../../api-error.ts';
import type { PodRuntime } from '../pod-runtime.ts';

/** A pod runtime for an API server that starts before its node agent. */
export interface LatePodRuntime extends PodRuntime {
  set(runtime: PodRuntime): void;
}

/** Answers 503 until the agent is set. */
export function createLatePodRuntime(): LatePodRuntime {
  let present: PodRuntime | undefined;
  return {
    set(runtime) {
      present = runtime;
    },
    async *logs(pod, options) {
      if (!present) throw new ApiError(503, 'ServiceUnavailable', "the sandbox's nodes are still starting; ask again in a moment");
      yield* present.logs(pod, options);
    },
  };
}
