import { expect, it } from 'vitest';
import { killDuringWrites } from './kill-during-writes.ts';

const rounds = 15;

it('an API server that is killed during writes has every write that it acknowledged, and no half one', async () => {
  const writes = await killDuringWrites({ rounds, seed: Math.floor(Math.random() * 2 ** 31) });
  // Some kills come right after the start, but most while there is something to lose.
  expect(writes).toBeGreaterThan(rounds);
}, 240_000);
