import { ApiError } from '../../api-error.ts';
import type { PodRuntime } from '../pod-runtime.ts';

/** A pod runtime for an API server that starts before its node agent. */
export interface LatePodRuntime extends PodRuntime {
  set(runtime: PodRuntime): void;
}

/** Answers 503 until the agent is set. */
export function createLatePodRuntime(): LatePodRuntime {
  let present: PodRuntime | undefined;
  const runtime = (): PodRuntime => {
    if (present) return present;
    throw new ApiError(503, 'ServiceUnavailable', "the sandbox's nodes are still starting; ask again in a moment");
  };
  return {
    set(started) {
      present = started;
    },
    async *logs(pod, options) {
      yield* runtime().logs(pod, options);
    },
    exec: async (pod, options) => runtime().exec(pod, options),
    attach: async (pod, options) => runtime().attach(pod, options),
    ports: async (pod) => runtime().ports(pod),
  };
}
