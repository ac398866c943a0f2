import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../clusters/clock.ts';
import { silentLog } from '../../../clusters/log.ts';
import { defaultInstallOptions } from '../../../engine/operator/install/options.ts';
import { openStore } from '../../../engine/store/store.ts';
import { argumentsOf, createLocalOperators } from '../../../host/clusters/local-operators.ts';
import { rememberedOperators } from '../../../host/clusters/remembered-operators.ts';
import { eventually } from '../../helpers/eventually.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

/** Programs with the operator's manners and nothing else: what is tested is how it is kept running. */
const atWork = `
  console.log(JSON.stringify({ level: 30, msg: process.argv.slice(2).join(' ') }));
  console.log(JSON.stringify({ level: 30, ready: true, msg: 'the operator is at work' }));
  process.stdin.resume().on('end', () => process.exit(0));
  process.on('SIGTERM', () => process.exit(0));
`;
const refused = `
  console.log(JSON.stringify({ level: 50, error: { message: 'You may not list nodes.' }, msg: 'the operator cannot run' }));
  process.exitCode = 1;
`;
const neverReady = `process.stdin.resume().on('end', () => process.exit(0));`;

const options = defaultInstallOptions('0.1.0', { operator: 'local' });
const never = new AbortController().signal;

async function operatorsOf(text: string) {
  await using started = new AsyncDisposableStack();
  const folder = started.use(await temporaryFolder());
  const path = join(folder.path, 'program.mjs');
  await writeFile(path, text);
  const store = openStore(':memory:');
  started.defer(() => store.close());
  const remembered = rememberedOperators(store);
  const operators = createLocalOperators({
    addressOf: async () => ({ kubeconfig: '/home/ada/.kube/config', context: 'lab' }),
    remembered,
    lasts: true,
    program: pathToFileURL(path),
    clock: systemClock,
    log: silentLog,
  });
  started.defer(() => operators.stopAll());
  const parts = started.move();
  return { operators, remembered, [Symbol.asyncDispose]: () => parts.disposeAsync() };
}

describe('an operator of this machine', () => {
  it('runs once it says that it is at work, and is remembered until it is stopped for good', async () => {
    await using world = await operatorsOf(atWork);
    const said: string[] = [];
    await world.operators.start('lab', options, { onLine: (line) => said.push(line), signal: never });
    expect(world.operators.isRunning('lab')).toBe(true);
    expect(world.operators.clusters()).toEqual(['lab']);
    expect(said).toEqual([expect.stringContaining('--kubeconfig /home/ada/.kube/config --context lab')]);
    await world.operators.rest('lab');
    expect([world.operators.isRunning('lab'), world.operators.belongHere('lab')]).toEqual([false, true]);
    await world.operators.stop('lab');
    expect([world.operators.belongHere('lab'), world.remembered.list()]).toEqual([false, []]);
  });

  it('is started once, however often it is asked for at a time', async () => {
    await using world = await operatorsOf(atWork);
    const said: string[] = [];
    const start = () => world.operators.start('lab', options, { onLine: (line) => said.push(line), signal: never });
    await Promise.all([start(), start(), start()]);
    expect(said).toHaveLength(1);
  });

  it('that ends again and again is given up with what it said last, and is not remembered', async () => {
    await using world = await operatorsOf(refused);
    await expect(world.operators.start('lab', options, { onLine: () => {}, signal: never })).rejects.toMatchObject({
      code: 'not_ready',
      message: 'The operator of lab does not come up on this machine: it exited with code 1: You may not list nodes.',
      fix: 'Mend that, and install again with --operator local.',
    });
    expect([world.operators.clusters(), world.remembered.list()]).toEqual([[], []]);
  });

  it('that is not wanted any more before it has come up is ended, and whoever waited is told', async () => {
    await using world = await operatorsOf(neverReady);
    const starting = world.operators.start('lab', options, { onLine: () => {}, signal: never }).catch((error: unknown) => error);
    await eventually(() => world.operators.clusters().length === 1);
    await world.operators.stop('lab');
    expect(await starting).toMatchObject({ code: 'cancelled', message: 'The operator of lab was ended.' });
  });
});

it('its command line says which cluster, which namespace and which simulator, as the installation was chosen', () => {
  const simulated = defaultInstallOptions('0.1.0', { operator: 'local', simulated: true });
  expect(argumentsOf({ kubeconfig: null, context: null }, options).join(' ')).toBe(
    '--namespace slipway-system --metrics-port 0 --leader-elect --lifeline',
  );
  expect(argumentsOf({ kubeconfig: '/k', context: 'lab' }, simulated).join(' ')).toBe(
    '--kubeconfig /k --context lab --simulate slipway/simulator:0.1.0 --namespace slipway-system --metrics-port 0 --leader-elect --lifeline',
  );
  const team = defaultInstallOptions('0.1.0', { operator: 'local', scope: { kind: 'namespace', namespace: 'team-a' } });
  expect(argumentsOf({ kubeconfig: '/k', context: null }, team).join(' ')).toContain('--watch-namespace team-a --namespace team-a');
});
