import { expect, it } from 'vitest';
import { notServed } from '../../clusters/sandbox/api/builtin/kinds.ts';
import { knownDifferences } from '../differential/known-differences.ts';
import { gaps } from './gaps.ts';
import { story } from './kubectl/table.ts';
import { referencePage } from './reference-page.ts';
import { storedOnly } from './stored-only.ts';
import { topics } from './topics.ts';

it('has at most ten gaps, each of a test that exists', () => {
  expect(gaps.length + Object.keys(notServed).length).toBeLessThanOrEqual(10);
  const known = ['kubectl', ...topics.map(({ name }) => name)];
  expect(gaps.filter(({ topic }) => !known.includes(topic))).toEqual([]);
});

it('is described by docs/reference/sandbox.md as it is', async () => {
  await expect(referencePage({ topics, gaps, notServed, differences: knownDifferences, storedOnly, story })).toMatchFileSnapshot(
    '../../docs/reference/sandbox.md',
  );
});
