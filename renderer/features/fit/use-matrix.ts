import type { FitMatrix, FitMatrixRequest } from '../../../engine/contract/views/fit.ts';
import { useCalls } from '../../live/engine-context.tsx';
import { type LatestAnswer, useLatest } from '../../live/use-latest.ts';
import type { CellQuestion } from './cell-words.ts';
import type { Column } from './columns.ts';
import type { ExplorerState } from './explorer-state.ts';
import type { OwnModel } from './own-model.ts';
import { settingsOf } from './settings.ts';

export interface MatrixQuestion {
  columns: readonly Column[];
  asked: CellQuestion;
  request: FitMatrixRequest;
}

/** Every model on every column, asked again with each change: one question at a time, the last one always. */
export function useMatrix(
  state: ExplorerState,
  columns: readonly Column[] | undefined,
  own: OwnModel | null,
): LatestAnswer<MatrixQuestion, FitMatrix> {
  const calls = useCalls();
  const question = columns && columns.length > 0 ? matrixQuestion(state, columns, own) : undefined;
  return useLatest(question, ({ request }) => calls.fit.matrix.query(request));
}

function matrixQuestion(state: ExplorerState, columns: readonly Column[], own: OwnModel | null): MatrixQuestion {
  const { gpuCount, context } = state;
  const gpus = columns.map(({ gpu, memoryMiB }) => ({ gpu, gpuCount, ...(memoryMiB === null ? {} : { memoryMiB }) }));
  return { columns, asked: { gpuCount, context }, request: { ...(own ? { own } : {}), gpus, settings: settingsOf(state) } };
}
