import { expect, test, vi } from 'vitest';
import { type Actor, createActor, type Snapshot, waitFor } from 'xstate';
import { installationMachine } from '../../../engine/machines/installation/installation-machine.ts';
import { installationEffects } from '../../../engine/operator/install/installation-effects.ts';
import { createEffectRunner } from '../../../engine/services/flows/run-effects.ts';
import { kubernetesForTests } from '../../helpers/control-plane.ts';
import { everythingOfOurs, type InstallationWorld, installationWorld, installerOn, options } from './installation-world.ts';

// A dozen control planes and uninstalls on two cores.
vi.setConfig({ testTimeout: 180_000 });

const here = kubernetesForTests !== undefined;
const limits = { timeout: 60_000 };

test.skipIf(!here)(
  'an installation that is killed while applying goes on from what was stored, and is then called off without a rest',
  async () => {
    await using world = await installationWorld();
    const stored = await killedWhileApplying(world);
    const actor = start(world, JSON.parse(stored));
    await waitFor(actor, (snapshot) => snapshot.matches('untilHealthy'), limits);
    expect(await world.installer.installed()).toMatchObject({ state: 'complete', version: '0.1.0' });
    actor.send({ type: 'cancel' });
    const end = await waitFor(actor, ({ status }) => status !== 'active', limits);
    expect(end).toMatchObject({ value: 'cancelled', context: { note: 'What this installation had created was removed.' } });
    expect(await everythingOfOurs(world.cluster)).toEqual([]);
  },
);

test.skipIf(!here)('an installation that is called off while applying leaves nothing', async () => {
  await using world = await installationWorld();
  const actor = start(world, undefined, () => actor.send({ type: 'cancel' }));
  const end = await waitFor(actor, ({ status }) => status !== 'active', limits);
  expect(end).toMatchObject({ value: 'cancelled', context: { error: null } });
  expect(await everythingOfOurs(world.cluster)).toEqual([]);
});

/** What a store kept of a run that ended after some writes, without a chance to clean up. */
async function killedWhileApplying(world: InstallationWorld): Promise<string> {
  const killed = Promise.withResolvers<string>();
  let writes = 0;
  const actor = start(world, undefined, () => {
    if (++writes !== 9) return;
    killed.resolve(JSON.stringify(actor.getPersistedSnapshot()));
    actor.stop();
  });
  return await killed.promise;
}

function start({ cluster }: InstallationWorld, snapshot?: Snapshot<unknown>, onApplied = () => {}): Actor<typeof installationMachine> {
  const onProgress = ({ step }: { step: string }) => {
    if (step === 'apply') onApplied();
  };
  // Images come from nowhere: made-up pods need none.
  const effects = installationEffects({ installer: installerOn(cluster), images: null, onProgress });
  const { actors } = createEffectRunner(effects, () => new Error('called off'));
  const machine = installationMachine.provide({ actors } as never);
  const input = { cluster: 'plane', options: options() };
  return createActor(machine, snapshot ? { snapshot, input } : { input }).start();
}
