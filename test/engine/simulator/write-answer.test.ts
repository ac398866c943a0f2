import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prefixHashes, splitTokens } from '../../../engine/simulator/text/tokens.ts';
import { type AnswerRequest, writeAnswer } from '../../../engine/simulator/text/write-answer.ts';

const plain: AnswerRequest = {
  prompt: 'How do tensor parallel model servers share their weights?',
  seed: 3,
  maxTokens: 1000,
  minTokens: 0,
  stop: [],
  ignoreEnd: false,
  includeStop: false,
};

const textOf = (request: AnswerRequest) => writeAnswer(request).tokens.join('');

test('the same request gets the same answer, another seed another one', () => {
  expect(writeAnswer(plain)).toEqual(writeAnswer(plain));
  expect(textOf({ ...plain, seed: 4 })).not.toBe(textOf(plain));
});

test('the answer is about words of the prompt and reads as sentences', () => {
  const text = textOf(plain);
  expect(text).toMatch(/tensor|parallel|model|servers|share|weights/);
  expect(text).toMatch(/^[A-Z].*\.$/s);
});

test('tokens are about four characters', () => {
  const { tokens } = writeAnswer({ ...plain, maxTokens: 2000, ignoreEnd: true });
  const mean = tokens.join('').length / tokens.length;
  expect(mean).toBeGreaterThan(3);
  expect(mean).toBeLessThan(5.5);
});

describe('why an answer ends', () => {
  test('by itself, with an end mark that counts as a token', () => {
    const answer = writeAnswer(plain);
    expect(answer).toMatchObject({ finishReason: 'stop', stopReason: null });
    expect(answer.tokens.at(-1)).toBe('');
  });

  test('at max_tokens, to the token', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer(), (maxTokens, seed) => {
        const answer = writeAnswer({ ...plain, seed, maxTokens, ignoreEnd: true });
        expect(answer.tokens).toHaveLength(maxTokens);
        expect(answer.finishReason).toBe('length');
      }),
    );
  });

  test('not before min_tokens', () => {
    expect(writeAnswer({ ...plain, minTokens: 400 }).tokens.length).toBeGreaterThanOrEqual(400);
  });

  test('at a stop string, which may span tokens and is left out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 12 }), (from, length) => {
        const whole = textOf(plain);
        const stop = whole.slice(from, from + length);
        const answer = writeAnswer({ ...plain, stop: [stop] });
        expect(answer.tokens.join('')).toBe(whole.slice(0, whole.indexOf(stop)));
        expect(answer).toMatchObject({ finishReason: 'stop', stopReason: stop });
      }),
    );
  });

  test('at a stop string that is kept when asked', () => {
    const answer = writeAnswer({ ...plain, stop: ['.'], includeStop: true });
    expect(answer.tokens.join('').endsWith('.')).toBe(true);
  });
});

test('tokens joined are the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(splitTokens(text).join('')).toBe(text);
    }),
  );
});

test('prefix hashes agree up to the block where two prompts part', () => {
  const one = splitTokens('a b c d e f g h');
  const other = splitTokens('a b c d e f X h');
  expect(prefixHashes(one, 2).slice(0, 3)).toEqual(prefixHashes(other, 2).slice(0, 3));
  expect(prefixHashes(one, 2)[3]).not.toBe(prefixHashes(other, 2)[3]);
  expect(prefixHashes(one, 3)).toHaveLength(2);
});
