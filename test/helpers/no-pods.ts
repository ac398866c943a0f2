import { ApiError } from '../../clusters/api-error.ts';
import type { PodRuntime } from '../../clusters/sandbox/pod-runtime.ts';

/** For an API server of a test without nodes: no container runs, and every log is empty. */
export const noPods: PodRuntime = {
  async *logs() {},
  exec: () => Promise.reject(notRunning()),
  attach: () => Promise.reject(notRunning()),
  ports: () => Promise.reject(notRunning()),
};

function notRunning(): ApiError {
  return new ApiError(500, 'InternalError', 'Internal error occurred: no containers run here');
}
