import { expect, it } from 'vitest';
import { durationRange, numberRange } from '../../../renderer/format/range.ts';

it('writes a unit once where both ends have it', () => {
  expect(durationRange({ low: 18.2, high: 42 })).toBe('18.2 to 42 ms');
  expect(durationRange({ low: 9000, high: 12_000 })).toBe('9000 ms to 12 s');
  expect(durationRange({ low: 20, high: 20 })).toBe('20 ms');
});

it('writes three significant digits', () => {
  expect(numberRange({ low: 1.2345, high: 1234.5 })).toBe('1.23 to 1235');
  expect(numberRange({ low: 5, high: 5 })).toBe('5');
});
