import { expect, it } from 'vitest';
import { budgetLines } from '../../../../renderer/features/fit/budget-lines.ts';

const gib = 2 ** 30;
const budget = { weightsBytes: 60 * gib, kvBytes: 10 * gib, activationBytes: gib, otherBytes: gib, freeBytes: 0, totalBytes: 80 * gib };
const lines = (freeBytes: number) => budgetLines({ ...budget, freeBytes }).map(({ name, bytes, share }) => [name, bytes / gib, share]);

it('adds up to the GPU, with what the engine leaves untouched', () => {
  expect(lines(2)).toContainEqual(['Free for more', 2 / gib, '0 %']);
  expect(lines(4 * gib)).toEqual([
    ['Weights', 60, '75 %'],
    ['KV cache', 10, '13 %'],
    ['Activations', 1, '1 %'],
    ['Other', 1, '1 %'],
    ['Free for more', 4, '5 %'],
    ['Left to others', 4, '5 %'],
    ['GPU', 80, '100 %'],
  ]);
});

it('names what is missing in the place of what is free', () => {
  expect(lines(-8 * gib)).toContainEqual(['Missing', 8, '10 %']);
  expect(lines(-8 * gib).map(([name]) => name)).not.toContain('Free for more');
});
