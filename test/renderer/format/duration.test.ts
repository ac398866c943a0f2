import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAge, formatDuration, formatSpan, noData, significant } from '../../../renderer/format/duration.ts';

describe('formatDuration', () => {
  it.each([
    [0, '0 ms'],
    [38.44, '38.4 ms'],
    [911.6, '912 ms'],
    [9999, '9999 ms'],
    [10_000, '10 s'],
    [61_250, '61.3 s'],
    [120_000, '2m'],
    [200_000, '3m20s'],
  ])('writes %d ms as %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });

  it.each([null, undefined, Number.NaN, Number.POSITIVE_INFINITY])('writes a dash for %s, never 0', (value) => {
    expect(formatDuration(value)).toBe(noData);
  });
});

describe('formatAge', () => {
  it.each([
    [0, '0s'],
    [-5000, '0s'],
    [119_000, '119s'],
    [120_000, '2m'],
    [438_000, '7m18s'],
    [600_000, '10m'],
    [3 * 3600_000, '3h'],
    [12_600_000, '3h30m'],
    [47 * 3600_000, '47h'],
    [48 * 3600_000, '2d'],
  ])('writes %d ms as kubectl does: %s', (milliseconds, text) => {
    expect(formatAge(milliseconds)).toBe(text);
  });
});

describe('formatSpan', () => {
  it.each([
    [1_000, 1_000, 'under 1 s'],
    [1_000, 5_000, '4 s'],
    [1_000, 5_250, '4 s'],
    [1_234, 1_276, '42 ms'],
    [9_000, 8_000, 'under 1 s'],
  ])('from %d to %d is %s', (from, to, text) => {
    expect(formatSpan(from, to)).toBe(text);
  });
});

describe('significant', () => {
  it('keeps at most three digits and never writes an exponent', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1e9, noNaN: true }), (value) => {
        const text = significant(value);
        expect(text).not.toContain('e');
        expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(Math.max(value * 0.006, 1e-9));
      }),
    );
  });
});
