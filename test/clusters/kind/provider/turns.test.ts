import { describe, expect, it } from 'vitest';
import { createTurns } from '../../../../clusters/kind/provider/turns.ts';

describe('what is done to a cluster', () => {
  it('is done in the order of asking, also after a failure, and beside what is done to others', async () => {
    const turn = createTurns();
    const done: string[] = [];
    const first = Promise.withResolvers<void>();
    const one = turn('dev', async () => {
      await first.promise;
      done.push('one');
      throw new Error('no');
    });
    const two = turn('dev', async () => done.push('two'));
    await turn('other', async () => done.push('other'));
    first.resolve();
    await expect(one).rejects.toThrow('no');
    await two;
    expect(done).toEqual(['other', 'one', 'two']);
  });
});
