import { expect, it } from 'vitest';
import { killDuringWrites } from './kill-during-writes.ts';

const rounds = 100;

// Beside the comparisons with a real API server only because it takes as long as they do: it needs none.
it(`an API server that is killed ${rounds} times during writes keeps its word each time`, async () => {
  const writes = await killDuringWrites({ rounds, seed: Math.floor(Math.random() * 2 ** 31) });
  expect(writes).toBeGreaterThan(10 * rounds);
}, 600_000);
