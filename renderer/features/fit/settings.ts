import type { FitSettings } from '../../../engine/contract/views/fit.ts';
import type { ExplorerState } from './explorer-state.ts';

/** What the engine is asked with: what the state leaves to the engine or to the model is left out. */
export function settingsOf(state: ExplorerState): FitSettings {
  return {
    engine: state.engine,
    concurrency: state.concurrency,
    kvCacheDtype: state.kvCacheDtype,
    ...(state.precision === null ? {} : { precision: state.precision }),
    ...(state.context === null ? {} : { maxModelLen: state.context }),
    ...(state.utilization === null ? {} : { utilization: state.utilization }),
    ...(state.tensorParallel === null ? {} : { tensorParallel: state.tensorParallel }),
  };
}
