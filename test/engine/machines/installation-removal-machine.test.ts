import { describe, expect, it } from 'vitest';
import { removalMachine } from '../../../engine/machines/installation/removal-machine.ts';
import { goOn, reach, storedAt, withEffects } from './flow-steps.ts';

const request = { cluster: 'dev', deleteKinds: false, deleteModels: false };
const cancel = { type: 'cancel' };
const planned = { effect: 'planning', gave: { namespace: 'slipway-system', namespaceOnly: false } };
const removed = { effect: 'removing', gave: undefined };
const verified = { effect: 'verifying', gave: undefined };

const idle = { plan: () => null, remove: () => null, verify: () => null };
const machine = withEffects(removalMachine, idle, []);

describe('a removal', () => {
  it.each([
    ['begins with its plan', [], 'planning', null],
    ['removes', [planned], 'removing', null],
    ['looks for what is left', [planned, removed], 'verifying', null],
    ['is done when nothing is left', [planned, removed, verified], 'done', null],
    ['can be cancelled before anything was changed', [cancel], 'cancelled', 'Nothing in the cluster was changed.'],
    [
      'stops on its way',
      [planned, cancel],
      'cancelled',
      'The removal from dev was stopped on its way. Run it again to remove what is left.',
    ],
    [
      'stops while it looks',
      [planned, removed, cancel],
      'cancelled',
      'The removal from dev was stopped on its way. Run it again to remove what is left.',
    ],
  ])('%s', (_, events, value, note) => {
    expect(reach(machine, request, events)).toMatchObject({ value, context: { note } });
  });

  it.each([
    ['planning', 'plan', []],
    ['removing', 'remove', [planned]],
    ['verifying', 'verify', [planned, removed]],
  ])('that fails while %s says where and why', (state, failedAt, events) => {
    const reached = reach(machine, request, [...events, { effect: state, failedWith: new Error('The server is gone.') }]);
    expect(reached).toMatchObject({
      value: 'failed',
      tags: ['failed'],
      context: { failedAt, error: { code: 'internal', message: 'The server is gone.', fix: null } },
    });
  });

  it.each([
    ['planning', 'plan', ['plan', 'remove', 'verify']],
    ['removing', 'remove', ['remove', 'verify']],
    ['verifying', 'verify', ['verify']],
  ])('that was killed while %s goes on there', async (state, effect, expected) => {
    const stored = await storedAt(withEffects(removalMachine, { ...idle, [effect]: () => new Promise(() => {}) }, []), request, state);
    const began: string[] = [];
    expect(await goOn(withEffects(removalMachine, idle, began), stored)).toBe('done');
    expect(began).toEqual(expected);
  });
});
