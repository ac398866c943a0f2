/** What one types to change a setting. */
import type { Engine } from '../../endpoint.ts';

/** Of `slipway fit`. */
export const contextFlag = '--max-model-len';

/** Of the engine. */
export function utilizationFlag(engine: Engine): string {
  return engine === 'vllm' ? '--gpu-memory-utilization' : '--mem-fraction-static';
}
