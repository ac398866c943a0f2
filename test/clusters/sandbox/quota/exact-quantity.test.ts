import { describe, expect, it } from 'vitest';
import { add, exactQuantity, quantityText } from '../../../../clusters/sandbox/quota/exact-quantity.ts';

describe('an exact quantity', () => {
  it.each([
    ['1', '1'],
    ['0.25', '250m'],
    ['1000m', '1'],
    ['1500', '1500'],
    ['2000', '2k'],
    ['1e3', '1k'],
    ['1.5Gi', '1536Mi'],
    ['1024Mi', '1Gi'],
    ['1023', '1023'],
    ['100u', '1m'],
    ['0', '0'],
    ['-1', '-1'],
    ['16Ei', '16Ei'],
  ])('%s is written as %s', (text, canonical) => {
    expect(quantityText(exactQuantity(text))).toBe(canonical);
  });

  it('adds without losing anything, and is written as its first part was', () => {
    const sum = (...texts: string[]) => quantityText(texts.map(exactQuantity).reduce(add));
    expect([sum('0.1', '0.2'), sum('1Gi', '1'), sum('9Pi', '1m'), sum('0', '512Mi')]).toEqual([
      '300m',
      '1073741825',
      '10133099161583616001m',
      '512Mi',
    ]);
  });

  it('refuses what is no quantity', () => {
    expect(() => exactQuantity('much')).toThrow(RangeError);
  });
});
