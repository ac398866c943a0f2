import { describe, expect, it } from 'vitest';
import type { FitVerdict } from '../../../../engine/contract/views/fit.ts';
import { cellWords } from '../../../../renderer/features/fit/cell-words.ts';
import { countFitting, type FitCellView, matrixRows } from '../../../../renderer/features/fit/matrix-rows.ts';
import { movedCell } from '../../../../renderer/features/fit/move-cell.ts';

const cell = (verdict: FitVerdict, more: Partial<FitCellView> = {}): FitCellView => ({
  verdict,
  reason: '',
  minGpuCount: null,
  freeBytes: null,
  ...more,
});

describe('the rows of the matrix', () => {
  const matrix = {
    models: ['own', 'big/70b', 'small/7b', 'odd/unsized'],
    gpus: [{ gpu: 'H100', gpuCount: 1 }],
    rows: [[cell('unknown')], [cell('does_not_fit')], [cell('fits')], [cell('unknown')]],
  };
  const model = (id: string, parameters: number | null) => ({ id, parameters, contextLength: null, source: '' });
  const models = [model('big/70b', 70e9), model('small/7b', 7e9), model('odd/unsized', null)];

  it('go from one’s own and the smallest to those of unknown size', () => {
    const rows = matrixRows(matrix, models, { own: true, filter: '' });
    expect(rows.map((row) => row.model)).toEqual(['own', 'small/7b', 'big/70b', 'odd/unsized']);
    expect(rows[1]?.cells[0]?.verdict).toBe('fits');
    expect(countFitting(rows)).toBe(1);
  });

  it('are those that have every word of the filter, and one’s own always', () => {
    expect(matrixRows(matrix, models, { own: true, filter: ' 70B big ' }).map((row) => row.model)).toEqual(['own', 'big/70b']);
    expect(matrixRows(matrix, models, { own: false, filter: 'own' }).map((row) => row.model)).toEqual(['own']);
    expect(matrixRows(matrix, models, { own: false, filter: 'nothing' })).toEqual([]);
  });
});

describe('the words of a cell', () => {
  it.each([
    [cell('fits', { freeBytes: 2 ** 30 }), 'Fits', '1 GiB'],
    [cell('does_not_fit', { minGpuCount: 4 }), 'Needs 4', ''],
    [cell('does_not_fit', { minGpuCount: 1 }), 'Does not fit', ''],
    [cell('does_not_fit'), 'Does not fit', ''],
    [cell('incompatible', { minGpuCount: 8 }), 'Incompatible', ''],
    [cell('unknown'), 'Unknown', ''],
  ])('of %o', (given, word, detail) => {
    expect(cellWords(given, { contextLength: 8192 }, { gpuCount: 2, context: null })).toEqual({ word, detail });
  });

  it('name the model’s own limit where more tokens are asked for than it takes', () => {
    const words = (context: number) => cellWords(cell('incompatible'), { contextLength: 8192 }, { gpuCount: 1, context }).word;
    expect([words(8192), words(16_384)]).toEqual(['Incompatible', 'Ends at 8192']);
  });
});

describe('moving between cells', () => {
  const size = { rows: 12, columns: 3 };
  it.each([
    ['ArrowDown', { row: 5, column: 1 }, { row: 6, column: 1 }],
    ['ArrowUp', { row: 0, column: 1 }, { row: 0, column: 1 }],
    ['ArrowRight', { row: 5, column: 2 }, { row: 5, column: 2 }],
    ['ArrowLeft', { row: 5, column: 1 }, { row: 5, column: 0 }],
    ['PageDown', { row: 5, column: 1 }, { row: 11, column: 1 }],
    ['PageUp', { row: 5, column: 1 }, { row: 0, column: 1 }],
    ['Home', { row: 5, column: 1 }, { row: 5, column: 0 }],
    ['End', { row: 5, column: 1 }, { row: 5, column: 2 }],
  ])('%s leads from %o to %o', (key, from, to) => {
    expect(movedCell(key, from, size)).toEqual(to);
  });

  it('leaves other keys alone', () => {
    expect(movedCell('Enter', { row: 0, column: 0 }, size)).toBeUndefined();
  });
});
