import { expect, test, vi } from 'vitest';
import { stayWithOperators } from '../../cli/stay-with-operators.ts';
import type { ClusterView } from '../../engine/contract/views/cluster.ts';
import { eventually } from '../helpers/eventually.ts';
import { SimulatedClock } from '../helpers/simulated-clock.ts';

type Installation = NonNullable<ClusterView['installation']>['state'] | 'unreachable';

function staying() {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const clock = new SimulatedClock();
  const interrupt = new AbortController();
  const cluster = { installation: 'complete' as Installation, looks: 0 };
  const connect = async (): Promise<ClusterView> => {
    cluster.looks++;
    if (cluster.installation === 'unreachable') throw new Error('nothing listens there');
    return { installation: { state: cluster.installation, version: null } } as ClusterView;
  };
  const stayed = stayWithOperators(['lab'], { clock, signal: interrupt.signal, connect });
  return { said, clock, interrupt, cluster, stayed, [Symbol.dispose]: () => said.mockRestore() };
}

test('a command stays with the operator that it has started until Ctrl-C', async () => {
  using world = staying();
  await eventually(() => world.cluster.looks === 1);
  world.interrupt.abort();
  await world.stayed;
  expect(world.said.mock.calls.flat()).toEqual([
    'The operator of lab runs here, in this command, until Ctrl-C; slipway serve runs it whenever it is up.\n',
    'The operator ends. What runs in the cluster goes on.\n',
  ]);
});

test('it goes on while the cluster does not answer, and ends when Slipway was removed from it', async () => {
  using world = staying();
  await eventually(() => world.cluster.looks === 1);
  world.cluster.installation = 'unreachable';
  await world.clock.advance(10_000);
  await eventually(() => world.cluster.looks === 2);
  world.cluster.installation = 'none';
  await world.clock.advance(10_000);
  await world.stayed;
  expect(world.said.mock.calls.flat().at(-1)).toBe('Slipway was removed from lab: its operator ends.\n');
});
