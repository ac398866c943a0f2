import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOfSequence, mostBlocks } from '../../../../../engine/domain/size/cache/sequence.ts';

const cost = { perToken: 100, windows: [{ perToken: 10, tokens: 64 }], perSequence: 5 };

describe('a sequence', () => {
  test.each([
    [1, 16, 5 + 110 * 16],
    [16, 16, 5 + 110 * 16],
    [17, 16, 5 + 110 * 32],
    [17, 1, 5 + 110 * 17],
    [1000, 1, 5 + 100 * 1000 + 10 * 64],
  ])('of %i tokens in blocks of %i takes %i bytes', (tokens, block, bytes) => {
    expect(bytesOfSequence(cost, tokens, block)).toBe(bytes);
  });
});

test('the most blocks that fit are found, whatever the limit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 5000 }), (limit, room) => {
      expect(mostBlocks(limit, (blocks) => blocks <= room)).toBe(Math.min(limit, room));
    }),
  );
});
