import { describe, expect, it } from 'vitest';
import { formatBytes, formatParameters, formatQuantity, formatTokens } from '../../../renderer/format/quantity.ts';

describe('formatBytes', () => {
  it.each([
    [192 * 2 ** 30, '192 GiB'],
    [15_231_233_024, '14.2 GiB'],
    [512 * 2 ** 20, '512 MiB'],
    [1.5 * 2 ** 40, '1.5 TiB'],
    [2048, '2 KiB'],
    [null, '–'],
  ])('writes %s as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('formatQuantity', () => {
  it.each([
    ['2113929216Ki', '1.97 TiB'],
    ['131072Mi', '128 GiB'],
    ['64Gi', '64 GiB'],
    ['1073741824', '1 GiB'],
    ['lots', 'lots'],
  ])('reads the Kubernetes quantity %s as %s', (quantity, text) => {
    expect(formatQuantity(quantity)).toBe(text);
  });
});

describe('sizes of models', () => {
  it('writes parameters and context as the field does', () => {
    expect([formatParameters(7.62e9), formatParameters(405e9), formatParameters(350e6), formatParameters(null)]).toEqual([
      '7.62 B',
      '405 B',
      '350 M',
      '–',
    ]);
    expect([formatTokens(131_072), formatTokens(4096), formatTokens(null)]).toEqual(['128k', '4096', '–']);
  });
});
