import { describe, expect, it } from 'vitest';
import { SlipwayError } from '../../../engine/contract/errors.ts';
import { singleStepMachine } from '../../../engine/machines/single-step/single-step-machine.ts';
import { goOn, reach, storedAt, withEffects } from './flow-steps.ts';

const input = { whenCancelled: 'Some nodes are stopped.' };
const done = { effect: 'running', gave: undefined };
const cancel = { type: 'cancel' };
const forever = () => new Promise(() => {});
const machine = withEffects(singleStepMachine, { run: forever }, []);

describe('one step', () => {
  it.each([
    ['runs from its beginning', [], 'running', []],
    ['is done when what it did is done', [done], 'done', ['done']],
    ['is cancelled at once', [cancel], 'cancelled', ['cancelled']],
    ['hears nothing any more at its end', [done, cancel], 'done', ['done']],
  ])('%s', (_, events, value, tags) => {
    expect(reach(machine, input, events)).toMatchObject({ value, tags });
  });

  it('says what a person should know when it was cancelled', () => {
    expect(reach(machine, input, [cancel]).context).toMatchObject({ note: 'Some nodes are stopped.', error: null });
  });

  it('that fails says why and what to do', () => {
    const failedWith = new SlipwayError('not_ready', 'The engine does not answer.', { fix: 'Start it.' });
    const reached = reach(machine, input, [{ effect: 'running', failedWith }]);
    expect(reached).toMatchObject({ value: 'failed', tags: ['failed'] });
    expect(reached.context).toMatchObject({
      failedAt: 'run',
      error: { code: 'not_ready', message: 'The engine does not answer.', fix: 'Start it.' },
    });
  });

  it('is done again from its beginning after it was interrupted', async () => {
    const began: string[] = [];
    const stored = await storedAt(withEffects(singleStepMachine, { run: forever }, []), input, 'running');
    expect(await goOn(withEffects(singleStepMachine, { run: async () => {} }, began), stored)).toBe('done');
    expect(began).toEqual(['run']);
  });
});
