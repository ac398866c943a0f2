import { expect, it } from 'vitest';
import { concurrencyStops, contextStops, positionOf } from '../../../../renderer/features/fit/context-scale.ts';

it('goes from 1k tokens to the longest limit, and ends at each model’s own', () => {
  const stops = contextStops(8192);
  expect(stops).toEqual([1024, 1536, 2048, 3072, 4096, 6144, 8192, null]);
});

it('takes in limits of ten million tokens with a slider’s worth of steps', () => {
  const stops = contextStops(10_485_760);
  expect(stops.at(-2)).toBe(8_388_608);
  expect(stops.length).toBeLessThan(32);
});

it('stands at the nearest position for a number between two', () => {
  const stops = contextStops(131_072);
  expect(stops[positionOf(stops, 16_384)]).toBe(16_384);
  expect(stops[positionOf(stops, 17_000)]).toBe(16_384);
  expect(stops[positionOf(stops, 5_000_000)]).toBe(131_072);
  expect(stops[positionOf(stops, null)]).toBeNull();
  expect(concurrencyStops[positionOf(concurrencyStops, 30)]).toBe(32);
});
