import { expect, it } from 'vitest';
import { gaps } from './gaps.ts';
import { referencePage } from './reference-page.ts';
import { storedOnly } from './stored-only.ts';
import { topics } from './topics.ts';

it('has at most ten gaps, each of a test that exists', () => {
  expect(gaps.length).toBeLessThanOrEqual(10);
  expect(gaps.filter(({ topic }) => !topics.some(({ name }) => name === topic))).toEqual([]);
});

it('is described by docs/reference/sandbox.md as it is', async () => {
  await expect(referencePage({ topics, gaps, differences: [], storedOnly })).toMatchFileSnapshot('../../docs/reference/sandbox.md');
});
