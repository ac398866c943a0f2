import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FlowStepView } from '../../../../engine/contract/views/flow.ts';
import {
  changeState,
  endSteps,
  enterStep,
  runningStep,
  sayInStep,
  stepsToResume,
  waitingSteps,
} from '../../../../engine/services/flows/flow-steps.ts';

const steps = waitingSteps(['a', 'b', 'c', 'd'].map((id) => ({ id, label: id.toUpperCase() })));
const states = (all: readonly FlowStepView[]) => all.map(({ id, state }) => `${id} ${state}`);

describe('the steps of a flow', () => {
  it.each<[string, FlowStepView[], string[]]>([
    ['wait at first', steps, ['a waiting', 'b waiting', 'c waiting', 'd waiting']],
    ['skip what is passed over', enterStep(steps, 'c', 1), ['a skipped', 'b skipped', 'c running', 'd waiting']],
    ['are done when the next begins', enterStep(enterStep(steps, 'a', 1), 'b', 2), ['a done', 'b running', 'c waiting', 'd waiting']],
    ['begin anew from an earlier one', enterStep(enterStep(steps, 'c', 1), 'b', 2), ['a skipped', 'b running', 'c waiting', 'd waiting']],
    [
      'do not change by one that is not theirs',
      enterStep(enterStep(steps, 'b', 1), 'x', 2),
      ['a skipped', 'b running', 'c waiting', 'd waiting'],
    ],
    ['end with the state of the machine', changeState(enterStep(steps, 'b', 1), 'x', 2), ['a skipped', 'b done', 'c waiting', 'd waiting']],
    [
      'are all over when the flow is done',
      endSteps(enterStep(steps, 'b', 1), 'done', 2),
      ['a skipped', 'b done', 'c skipped', 'd skipped'],
    ],
    [
      'say which failed, and which are still to come',
      endSteps(enterStep(steps, 'b', 1), 'failed', 2),
      ['a skipped', 'b failed', 'c waiting', 'd waiting'],
    ],
    [
      'show the removing only when it comes to that',
      changeState(enterStep(steps, 'b', 1), 'clean', 2),
      ['a skipped', 'b skipped', 'c skipped', 'd skipped', 'clean running'],
    ],
    [
      'are cancelled with the removing done',
      endSteps(changeState(enterStep(steps, 'b', 1), 'clean', 2), 'cancelled', 3),
      ['a skipped', 'b skipped', 'c skipped', 'd skipped', 'clean done'],
    ],
    ['are cancelled without it', endSteps(enterStep(steps, 'b', 1), 'cancelled', 2), ['a skipped', 'b skipped', 'c skipped', 'd skipped']],
    [
      'that failed are done again',
      stepsToResume(endSteps(enterStep(steps, 'b', 1), 'failed', 2)),
      ['a skipped', 'b waiting', 'c waiting', 'd waiting'],
    ],
  ])('%s', (_, after, expected) => {
    expect(states(after)).toEqual(expected);
  });

  it('say how long each took, and what it said last', () => {
    const after = endSteps(sayInStep(enterStep(enterStep(steps, 'a', 1), 'b', 5), 'nearly'), 'done', 9);
    expect(after.slice(0, 2)).toEqual([
      { id: 'a', label: 'A', state: 'done', startedAt: 1, endedAt: 5, message: null },
      { id: 'b', label: 'B', state: 'done', startedAt: 5, endedAt: 9, message: 'nearly' },
    ]);
  });

  it('are at most one at a time, whatever is reported in whatever order, and have times in order', () => {
    const report = fc.constantFrom('a', 'b', 'c', 'd', 'clean', 'x');
    const outcomes = fc.constantFrom<'done' | 'failed' | 'cancelled'>('done', 'failed', 'cancelled');
    fc.assert(
      fc.property(fc.array(report, { maxLength: 20 }), outcomes, (reports, outcome) => {
        const after = endSteps(reports.reduce(enterChecked, steps), outcome, 100);
        expect(runningStep(after)).toBeNull();
        expect(after.every(hasTimesInOrder)).toBe(true);
        expect(outcome !== 'failed' && after.some(({ state }) => state === 'waiting')).toBe(false);
      }),
    );
  });
});

function enterChecked(before: FlowStepView[], id: string, index: number): FlowStepView[] {
  const after = enterStep(before, id, index);
  expect(after.filter(({ state }) => state === 'running').length).toBeLessThanOrEqual(1);
  if (after.some((step) => step.id === id)) expect(runningStep(after)).toBe(id);
  return after;
}

function hasTimesInOrder({ startedAt, endedAt }: FlowStepView): boolean {
  return startedAt === null || endedAt === null || startedAt <= endedAt;
}
