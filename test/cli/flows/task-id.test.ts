import { expect, test } from 'vitest';
import { fullId, shortId } from '../../../cli/flows/task-id.ts';

const flows = [{ id: '15974449-9512-4154-8056-f9a259e2fc5c' }, { id: '159f0000-0fb9-491e-9f3f-e730341f3adb' }];

test('a task is meant by the beginning of its id, as it is listed', () => {
  const [first] = flows;
  expect(first && shortId(first)).toBe('15974449');
  expect(fullId(flows, '15974449')).toBe(first?.id);
  expect(fullId(flows, '1597')).toBe(first?.id);
});

test('a beginning of two tasks, or of none, is left for the engine to refuse', () => {
  expect(fullId(flows, '159')).toBe('159');
  expect(fullId(flows, 'abcd')).toBe('abcd');
  expect(fullId([], '')).toBe('');
});
