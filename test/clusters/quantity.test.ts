import { describe, expect, it } from 'vitest';
import { milliUnits } from '../../clusters/quantity.ts';

describe('quantities', () => {
  it.each([
    ['1', 1000],
    ['500m', 500],
    ['0.1', 100],
    ['1.5', 1500],
    ['1e3', 1_000_000],
    ['2Ki', 2048 * 1000],
    ['1Gi', 2 ** 30 * 1000],
    ['1G', 1e12],
    ['1u', 1],
    [8, 8000],
  ])('%s is %d thousandths', (text, thousandths) => {
    expect(milliUnits(text)).toBe(thousandths);
  });

  it.each(['', 'ten', '1KB', '1..2'])('refuses %j with examples', (text) => {
    expect(() => milliUnits(text)).toThrow(/no Kubernetes quantity.*500m/);
  });
});
