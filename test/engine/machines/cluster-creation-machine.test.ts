import { describe, expect, it } from 'vitest';
import { clusterCreationMachine } from '../../../engine/machines/cluster-creation/cluster-creation-machine.ts';
import { goOn, reach, storedAt, withEffects } from './flow-steps.ts';

const request = { provider: 'kind', name: 'dev', options: { image: 'kindest/node:v1.36.3' } };
const cancel = { type: 'cancel' };
const checked = { effect: 'checking', gave: undefined };
const created = { effect: 'creating', gave: undefined };
const kept = { effect: 'keepingFleet', gave: undefined };
const cleaned = { effect: 'cancelling', gave: undefined };

const idle = { check: () => null, create: () => null, keepFleet: () => null, cleanUp: () => null };
const machine = withEffects(clusterCreationMachine, idle, []);

describe('the creation of a cluster', () => {
  it.each([
    ['begins with checks', [], 'checking', null],
    ['creates what was checked', [checked], 'creating', null],
    ['gives the nodes their GPUs', [checked, created], 'keepingFleet', null],
    ['is done when the nodes have them', [checked, created, kept], 'done', null],
    ['can be cancelled before anything was made', [cancel], 'cancelled', 'Nothing was made.'],
    ['cleans up when it is cancelled while creating', [checked, cancel], 'cancelling', null],
    ['cleans up when it is cancelled at the fleet', [checked, created, cancel], 'cancelling', null],
    ['is cancelled once it is clean', [checked, cancel, cleaned], 'cancelled', 'What had been made of dev was removed.'],
  ])('%s', (_, events, value, note) => {
    expect(reach(machine, request, events)).toMatchObject({ value, context: { note } });
  });

  it.each([
    ['checking', 'check', []],
    ['creating', 'create', [checked]],
    ['keepingFleet', 'fleet', [checked, created]],
    ['cancelling', 'clean', [checked, cancel]],
  ])('that fails while %s says where and why, with the fix that the provider gave', (state, failedAt, events) => {
    const failedWith = Object.assign(new Error('Port 6443 is taken.'), { refusal: 'InvalidOptions', fix: 'Choose port 6444.' });
    expect(reach(machine, request, [...events, { effect: state, failedWith }])).toMatchObject({
      value: 'failed',
      tags: ['failed'],
      context: { failedAt, error: { code: 'internal', message: 'Port 6443 is taken.', fix: 'Choose port 6444.' } },
    });
  });

  it.each([
    ['checking', 'check', ['check', 'create', 'keepFleet']],
    ['creating', 'create', ['create', 'keepFleet']],
    ['keepingFleet', 'keepFleet', ['keepFleet']],
  ])('that was killed while %s goes on there', async (state, effect, expected) => {
    const hanging = { ...idle, [effect]: () => new Promise(() => {}) };
    const stored = await storedAt(withEffects(clusterCreationMachine, hanging, []), request, state);
    const began: string[] = [];
    expect(await goOn(withEffects(clusterCreationMachine, idle, began), stored)).toBe('done');
    expect(began).toEqual(expected);
  });
});
