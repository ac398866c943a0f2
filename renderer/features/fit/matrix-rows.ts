import type { FitMatrix } from '../../../engine/contract/views/fit.ts';
import type { ModelView } from '../../../engine/contract/views/workbench.ts';

export type FitCellView = FitMatrix['rows'][number][number];

/** A row of the matrix. */
export interface MatrixRow {
  model: string;
  /** Pasted here rather than of the catalog. */
  own: boolean;
  parameters: number | null;
  /** Tokens that it takes; null: not known. */
  contextLength: number | null;
  cells: FitCellView[];
}

/** The rows that a filter leaves: one's own model first, then from the smallest to the largest, so that what fits ends in a line. */
export function matrixRows(matrix: FitMatrix, models: readonly ModelView[], options: { own: boolean; filter: string }): MatrixRow[] {
  const known = new Map(models.map((model) => [model.id, model]));
  const words = options.filter.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = matrix.models.map((model, index) => ({
    model,
    own: options.own && index === 0,
    parameters: known.get(model)?.parameters ?? null,
    contextLength: known.get(model)?.contextLength ?? null,
    cells: matrix.rows[index] ?? [],
  }));
  return rows
    .filter(({ own, model }) => own || words.every((word) => model.toLowerCase().includes(word)))
    .sort((a, b) => Number(b.own) - Number(a.own) || sizeOf(a) - sizeOf(b) || a.model.localeCompare(b.model));
}

/** How many of the models run on at least one of the columns. */
export function countFitting(rows: readonly MatrixRow[]): number {
  return rows.filter(({ cells }) => cells.some(({ verdict }) => verdict === 'fits')).length;
}

function sizeOf({ parameters }: MatrixRow): number {
  return parameters ?? Number.POSITIVE_INFINITY;
}
