import { expect, test } from 'vitest';
import { createActor, fromPromise, waitFor } from 'xstate';
import type { Cluster } from '../../../clusters/cluster.ts';
import { pods } from '../../../clusters/kinds.ts';
import { installationMachine } from '../../../engine/machines/installation/installation-machine.ts';
import { installationEffects } from '../../../engine/operator/install/installation-effects.ts';
import { eventually } from '../../helpers/eventually.ts';
import { noKindCluster } from '../../helpers/kind-cluster.ts';
import { everythingOfOurs, options } from './installation-world.ts';
import { type KindWorld, kindWorld } from './kind-world.ts';

const system = { namespace: 'slipway-system' };
const everything = { deleteKinds: true, deleteModels: true };

test.skipIf(noKindCluster)(
  'on kind: images that are missing are told of, then built, loaded and run, and all goes again',
  { timeout: 600_000 },
  async () => {
    const times: Record<string, number> = {};
    await using world = await timed(times, 'cluster', () => kindWorld());
    const { installer, cluster } = world;

    // Without images, as when a registry does not have them: the sentence, well before the time is over.
    await installer.apply(await installer.plan(options()), options());
    const failure = await timed(times, 'missing image told', () =>
      installer.untilHealthy(options(), { timeoutMs: 120_000 }).catch((error) => error),
    );
    expect(failure).toMatchObject({
      code: 'not_ready',
      message: expect.stringMatching(
        /^Slipway does not run: Pod slipway-(operator|gateway)-\S+ cannot get the image slipway\/(operator|gateway):0\.1\.0: /,
      ),
      fix: expect.stringContaining('It is in no registry.'),
    });
    console.log(`missing image: ${failure.message}`);
    await timed(times, 'undo', () => installer.undo(options()));
    expect(await everythingOfOurs(cluster)).toEqual([]);

    const said = await timed(times, 'installation', () => install(world));
    console.log(said.join('\n'));
    console.log(JSON.stringify(await memoryOf(cluster)));
    const running = (await cluster.list(pods, system)).items;
    expect(running.map(({ status }) => status?.containerStatuses?.[0]?.restartCount)).toEqual([0, 0, 0, 0]);

    const again = await installer.plan(options());
    expect(again.items.filter(({ action }) => action !== 'keep' && action !== 'leave')).toEqual([]);
    await timed(times, 'healthy again', () => installer.untilHealthy(options(), { timeoutMs: 30_000 }));

    // As process 1 they end at SIGTERM by themselves, long before the 45 s after which they would be killed.
    for (const { metadata } of running) await cluster.delete(pods, { ...system, name: metadata.name });
    await timed(times, 'all pods ended', () =>
      eventually(
        async () =>
          (await cluster.list(pods, system)).items.every(({ metadata }) => !running.some(({ metadata: { uid } }) => uid === metadata.uid)),
        {
          timeoutMs: 30_000,
        },
      ),
    );
    await timed(times, 'healthy with new pods', () => installer.untilHealthy(options(), { timeoutMs: 120_000 }));

    await timed(times, 'removal', () => installer.remove(everything));
    await installer.verifyRemoved(everything);
    expect(await everythingOfOurs(cluster)).toEqual([]);
    console.log(JSON.stringify(times));
  },
);

/** By the machine, as a host runs it; gives what it said. */
async function install({ installer, images }: KindWorld): Promise<string[]> {
  const said: string[] = [];
  const effects = installationEffects({
    installer,
    images,
    onProgress: ({ step, message }) => {
      if (step !== 'build operator' && !/^(Step|--->|Removing|Sending)/.test(message.trim())) said.push(`${step}: ${message}`);
    },
    timeoutMs: 120_000,
  });
  const actors = Object.entries(effects).map(([name, effect]) => [
    name,
    fromPromise(({ input, signal }) => effect(input as never, signal)),
  ]);
  const machine = installationMachine.provide({ actors: Object.fromEntries(actors) });
  const actor = createActor(machine, { input: { cluster: 'kind', options: options() } });
  actor.start();
  const { value, context } = await waitFor(actor, ({ status }) => status !== 'active');
  expect({ value, error: context.error }).toEqual({ value: 'done', error: null });
  return said;
}

async function memoryOf(cluster: Cluster): Promise<Record<string, string>> {
  const { items } = await cluster.list(pods, system);
  const memory: Record<string, string> = {};
  for (const { metadata } of items) {
    const { name } = metadata;
    const session = await cluster.exec({ ...system, name }, { command: ['grep', 'VmRSS', '/proc/1/status'] });
    memory[name] = (await session.stdout.toArray()).join('').trim();
  }
  return memory;
}

async function timed<Result>(times: Record<string, number>, name: string, task: () => Promise<Result>): Promise<Result> {
  const start = performance.now();
  const result = await task();
  times[name] = Math.round(performance.now() - start);
  return result;
}
