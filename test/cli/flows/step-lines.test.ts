import { expect, test } from 'vitest';
import { newStepLines } from '../../../cli/flows/step-lines.ts';
import { someStep } from '../some-flow.ts';

const building = someStep({ id: 'build', label: 'Build the images', state: 'running', startedAt: 2_000 });
const done = someStep({ state: 'done', startedAt: 1_000, endedAt: 2_500 });

/** What is said of one state after the other. */
function said(views: ReturnType<typeof someStep>[][], progress: boolean): string[] {
  const told = new Map<string, string>();
  return views.flatMap((steps) => newStepLines({ steps }, told, { progress }));
}

test('each step is said once when it begins and once when it ends, with how long it took; one that waits is not', () => {
  const built = { ...building, state: 'done' as const, endedAt: 32_000 };
  const views = [
    [done, building],
    [done, building],
    [done, built],
    [done, built],
  ];
  expect(said(views, true)).toEqual(['✓ Plan (1.5 s)', '  Build the images ...', '✓ Build the images (30.0 s)']);
  expect(said([[someStep()]], true)).toEqual([]);
});

test('what a step says while it runs is for a terminal alone', () => {
  const views = ['operator', 'operator', 'gateway'].map((message) => [{ ...building, message }]);
  expect(said(views, true)).toEqual(['  Build the images: operator', '  Build the images: gateway']);
  expect(said(views, false)).toEqual(['  Build the images ...']);
});

test('a step that fails is marked, and one that is skipped is not told', () => {
  expect(said([[someStep({ state: 'failed' }), someStep({ id: 'load', state: 'skipped' })]], true)).toEqual(['✗ Plan']);
});
