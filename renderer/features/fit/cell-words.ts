import { verdictWords } from '../../components/verdict-mark.tsx';
import { formatBytes, formatTokens } from '../../format/quantity.ts';
import type { FitCellView, MatrixRow } from './matrix-rows.ts';

/** What every cell of the matrix was asked with. */
export interface CellQuestion {
  gpuCount: number;
  /** Tokens; null: each model's limit. */
  context: number | null;
}

/** What stands in a cell: the verdict, or what would do, and the memory that is left. */
export function cellWords(
  cell: FitCellView,
  { contextLength }: Pick<MatrixRow, 'contextLength'>,
  { gpuCount, context }: CellQuestion,
): { word: string; detail: string } {
  if (cell.verdict === 'fits') return { word: verdictWords.fits, detail: formatBytes(cell.freeBytes) };
  const count = cell.minGpuCount;
  if (cell.verdict === 'does_not_fit' && count !== null && count > gpuCount) return { word: `Needs ${count}`, detail: '' };
  // No GPU is at fault: the model itself takes no more tokens.
  if (cell.verdict === 'incompatible' && context !== null && contextLength !== null && context > contextLength) {
    return { word: `Ends at ${formatTokens(contextLength)}`, detail: '' };
  }
  return { word: verdictWords[cell.verdict], detail: '' };
}
