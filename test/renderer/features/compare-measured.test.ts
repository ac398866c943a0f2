import { expect, it } from 'vitest';
import { compareMeasured } from '../../../renderer/features/endpoint/compare-measured.ts';

const range = (low: number, high: number) => ({ low, high });
const estimate = {
  ttftMs: range(20, 60),
  itlMs: range(8, 12.5),
  tokensPerSecond: range(70, 120),
  costPerMillionTokens: null,
  basis: [],
};

it('puts an answer beside what one sequence is expected to take', () => {
  expect(compareMeasured(estimate, { ttftMs: 38.4, tokensPerSecond: 91.7 })).toMatchObject([
    { name: 'TTFT', measured: '38.4 ms', expected: '20 to 60 ms', standing: 'within' },
    { name: 'Tokens/s', measured: '91.7', expected: '80 to 125', standing: 'within' },
  ]);
});

it('says what is slower than expected, how many times, and where to look', () => {
  const compared = compareMeasured(estimate, { ttftMs: 120, tokensPerSecond: 40 });
  expect(compared.map(({ standing }) => standing)).toEqual(['slower', 'slower']);
  expect(compared[0]?.sentence).toMatch(/120 ms, 2 times slower than the 20 to 60 ms expected\. Prompts waiting/);
});

it('leaves out what was not measured, and what no number expects', () => {
  expect(compareMeasured(estimate, { ttftMs: null, tokensPerSecond: 100 }).map(({ name }) => name)).toEqual(['Tokens/s']);
  expect(compareMeasured({ ...estimate, ttftMs: null }, { ttftMs: 40, tokensPerSecond: null })).toEqual([]);
  expect(compareMeasured({ ...estimate, itlMs: range(0, 0) }, { ttftMs: null, tokensPerSecond: 100 })).toEqual([]);
});
