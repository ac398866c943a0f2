import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { SlipwayError } from '../../../engine/contract/errors.ts';
import { installationMachine } from '../../../engine/machines/installation/installation-machine.ts';
import { goOn, reach, storedAt, withEffects } from './flow-steps.ts';

const request = { cluster: 'dev', options: { namespace: 'slipway-system' } };
const cancel = { type: 'cancel' };
const first = { effect: 'planning', gave: { from: null, images: ['operator', 'gateway'] } };
const firstFromRegistry = { effect: 'planning', gave: { from: null, images: [] } };
const upgrade = { effect: 'planning', gave: { from: '0.0.9', images: [] } };
const built = { effect: 'building', gave: [] };
const loaded = { effect: 'loading', gave: undefined };
const applied = { effect: 'applying', gave: undefined };
const healthy = { effect: 'untilHealthy', gave: {} };
const cleaned = { effect: 'cancelling', gave: undefined };

const machine = withEffects(installationMachine, effects('', null), []);

describe('an installation', () => {
  it.each([
    ['begins with its plan', [], 'planning'],
    ['builds images that are needed', [first], 'building'],
    ['loads what was built', [first, built], 'loading'],
    ['applies when the images are loaded', [first, built, loaded], 'applying'],
    ['applies at once when images come from a registry', [firstFromRegistry], 'applying'],
    ['waits until what it applied is healthy', [firstFromRegistry, applied], 'untilHealthy'],
    ['is done when it is healthy', [firstFromRegistry, applied, healthy], 'done'],
    ['is cancelled at once while nothing was changed: plan', [cancel], 'cancelled'],
    ['is cancelled at once while nothing was changed: build', [first, cancel], 'cancelled'],
    ['is cancelled at once while nothing was changed: load', [first, built, cancel], 'cancelled'],
    ['cleans up when it is cancelled while applying', [firstFromRegistry, cancel], 'cancelling'],
    ['cleans up when it is cancelled while waiting', [firstFromRegistry, applied, cancel], 'cancelling'],
    ['is cancelled once it is clean', [firstFromRegistry, cancel, cleaned], 'cancelled'],
    ['does not hear a second cancel', [firstFromRegistry, cancel, cancel], 'cancelling'],
    ['leaves an upgrade as it is: apply', [upgrade, cancel], 'cancelled'],
    ['leaves an upgrade as it is: wait', [upgrade, applied, cancel], 'cancelled'],
    ['hears nothing any more at its end', [firstFromRegistry, applied, healthy, cancel], 'done'],
  ])('%s', (_, events, state) => {
    expect(reach(machine, request, events).value).toBe(state);
  });

  it.each([
    ['planning', 'plan', []],
    ['building', 'build', [first]],
    ['loading', 'load', [first, built]],
    ['applying', 'apply', [firstFromRegistry]],
    ['untilHealthy', 'healthy', [firstFromRegistry, applied]],
    ['cancelling', 'clean', [firstFromRegistry, cancel]],
  ])('that fails while %s says where and why', (state, step, events) => {
    const failedWith = new SlipwayError('forbidden', 'dev lets you create no Deployment.', { fix: 'Ask for the right.' });
    const { value, tags, context } = reach(machine, request, [...events, { effect: state, failedWith }]);
    expect({ value, tags }).toEqual({ value: 'failed', tags: ['failed'] });
    expect(context).toMatchObject({
      failedAt: step,
      error: { code: 'forbidden', message: 'dev lets you create no Deployment.', fix: 'Ask for the right.' },
    });
  });

  it.each([
    ['nothing was changed', [cancel], 'Nothing in the cluster was changed.'],
    ['what it had created is gone', [firstFromRegistry, cancel, cleaned], 'What this installation had created was removed.'],
    [
      'an upgrade stays half done',
      [upgrade, cancel],
      'The upgrade of dev from 0.0.9 was stopped on its way, and what it had changed stays. Run the upgrade again to complete it.',
    ],
  ])('that was cancelled says that %s', (_, events, note) => {
    const { context, tags } = reach(machine, request, events);
    expect({ note: context['note'], tags }).toEqual({ note, tags: ['cancelled'] });
  });

  it('runs the effect of the state that it is in, and no other', () => {
    expect(reach(machine, request, [first, built]).running).toEqual(['loading']);
    expect(reach(machine, request, [firstFromRegistry, cancel]).running).toEqual(['cancelling']);
  });

  it.each([
    ['planning', ['plan', 'build', 'load', 'apply', 'untilHealthy']],
    ['building', ['build', 'load', 'apply', 'untilHealthy']],
    ['loading', ['load', 'apply', 'untilHealthy']],
    ['applying', ['apply', 'untilHealthy']],
    ['untilHealthy', ['untilHealthy']],
  ])('that was killed while %s goes on there', async (state, expected) => {
    const planned = { from: null, images: ['operator'] };
    const hanging = effects(state, planned);
    const stored = await storedAt(withEffects(installationMachine, hanging, []), request, state);
    const began: string[] = [];
    expect(await goOn(withEffects(installationMachine, effects('', planned), began), stored)).toBe('done');
    expect(began).toEqual(expected);
  });

  it('that was killed while it cleaned up goes on cleaning up', async () => {
    const actorEffects = withEffects(installationMachine, effects('applying', { from: null, images: [] }), []);
    const stored = await storedAt(actorEffects, request, 'applying');
    const actor = createActor(withEffects(installationMachine, effects('cancelling', null), []), { snapshot: JSON.parse(stored) });
    actor.start().send({ type: 'cancel' });
    const cancelling = JSON.stringify(actor.getPersistedSnapshot());
    actor.stop();
    const began: string[] = [];
    expect(await goOn(withEffects(installationMachine, effects('', null), began), cancelling)).toBe('cancelled');
    expect(began).toEqual(['cleanUp']);
  });
});

function effectOf(state: string): string {
  const names: Record<string, string> = { planning: 'plan', building: 'build', loading: 'load', applying: 'apply', cancelling: 'cleanUp' };
  return names[state] ?? state;
}

/** Effects that end at once, but for that of one state, which never ends. */
function effects(hangingState: string, planned: unknown): Record<string, () => unknown> {
  const all: Record<string, () => unknown> = {
    plan: () => planned,
    build: () => [],
    load: () => undefined,
    apply: () => undefined,
    untilHealthy: () => ({}),
    cleanUp: () => undefined,
  };
  if (hangingState !== '') all[effectOf(hangingState)] = () => new Promise(() => {});
  return all;
}
