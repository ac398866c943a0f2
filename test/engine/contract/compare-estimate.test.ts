import { describe, expect, test } from 'vitest';
import { compareEstimate } from '../../../engine/contract/compare-estimate.ts';
import type { EstimateView } from '../../../engine/contract/views/fit.ts';

const expected: EstimateView = {
  ttftMs: { low: 25, high: 100 },
  itlMs: { low: 5, high: 12 },
  tokensPerSecond: { low: 80, high: 200 },
  costPerMillionTokens: null,
  basis: [],
};

describe('an estimate beside what an endpoint measures', () => {
  test('within the range is said with both', () => {
    expect(compareEstimate(expected, { itlMs: 8 })).toEqual([
      { figure: 'itl', standing: 'within', factor: 1, sentence: 'Each further token: 8 ms, within the 5 to 12 ms expected.' },
    ]);
  });

  test('slower is said with how many times, counted from the nearer end, and where to look', () => {
    const [itl] = compareEstimate(expected, { itlMs: 24 });
    expect(itl).toMatchObject({ standing: 'slower', factor: 2 });
    expect(itl?.sentence).toMatch(/24 ms, 2 times slower than the 5 to 12 ms expected\. .*busy host/);
    const [rate] = compareEstimate(expected, { tokensPerSecond: 40 });
    expect(rate).toMatchObject({ figure: 'tokensPerSecond', standing: 'slower', factor: 2 });
  });

  test('faster is said too: then the estimate assumed more work', () => {
    const [ttft] = compareEstimate(expected, { ttftMs: 10 });
    expect(ttft).toMatchObject({ figure: 'ttft', standing: 'faster', factor: 2.5 });
    expect(ttft?.sentence).toMatch(/2\.5 times faster.*cached prefixes/);
    expect(compareEstimate(expected, { tokensPerSecond: 400 })).toMatchObject([{ standing: 'faster', factor: 2 }]);
  });

  test('each figure that was measured is compared, and no other', () => {
    expect(compareEstimate(expected, { ttftMs: 50, itlMs: 6, tokensPerSecond: 100 }).map(({ figure }) => figure)).toEqual([
      'ttft',
      'itl',
      'tokensPerSecond',
    ]);
    expect(compareEstimate(expected, { ttftMs: null, itlMs: Number.NaN, tokensPerSecond: 0 })).toEqual([]);
    expect(compareEstimate({ ...expected, ttftMs: null }, { ttftMs: 50 })).toEqual([]);
    expect(compareEstimate({ ...expected, itlMs: { low: 0, high: Number.POSITIVE_INFINITY } }, { itlMs: 50 })).toEqual([]);
  });
});
