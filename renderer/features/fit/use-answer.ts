import type { FitAnswer, FitRequest } from '../../../engine/contract/views/fit.ts';
import { useCalls } from '../../live/engine-context.tsx';
import { type LatestAnswer, useLatest } from '../../live/use-latest.ts';
import type { Column } from './columns.ts';
import type { ExplorerState } from './explorer-state.ts';
import type { OwnModel } from './own-model.ts';
import { settingsOf } from './settings.ts';

/** The whole answer of one cell. `own` is its model where that was pasted. */
export function useAnswer(
  state: ExplorerState,
  cell: { model: string; column: Column; own: OwnModel | null },
): LatestAnswer<FitRequest, FitAnswer> {
  const calls = useCalls();
  return useLatest(fitRequest(state, cell), (request) => calls.fit.judge.query(request));
}

function fitRequest(state: ExplorerState, { model, column, own }: { model: string; column: Column; own: OwnModel | null }): FitRequest {
  return {
    model: own ? { config: own.config, ...(own.filesBytes ? { filesBytes: own.filesBytes } : {}) } : { id: model },
    gpu: column.gpu,
    gpuCount: state.gpuCount,
    ...(column.memoryMiB === null ? {} : { memoryMiB: column.memoryMiB }),
    ...(state.pricePerHour === null ? {} : { pricePerHour: state.pricePerHour }),
    settings: settingsOf(state),
  };
}
