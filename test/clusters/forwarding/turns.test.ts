import { expect, it } from 'vitest';
import { createTurns } from '../../../clusters/forwarding/turns.ts';
import { SimulatedClock } from '../../helpers/simulated-clock.ts';

const target = (name: string) => ({ pod: { namespace: 'ai', name }, port: 80 });
const all = ['a', 'b', 'c'].map(target);

it('each pod is first in its turn, whatever comes and goes', () => {
  const turns = createTurns(new SimulatedClock());
  const firsts = () => turns.order(all)[0]?.pod.name;
  expect([firsts(), firsts(), firsts(), firsts()]).toEqual(['a', 'b', 'c', 'a']);
  expect(turns.order([])).toEqual([]);
  expect(turns.order(all.slice(0, 1))).toEqual([target('a')]);
});

it('a pod that has just refused comes last for a moment, and is still tried', async () => {
  const clock = new SimulatedClock();
  const turns = createTurns(clock);
  const order = () => turns.order(all).map(({ pod }) => pod.name);
  turns.refused(target('b'));
  expect([turns.haveAllRefused(all), turns.haveAllRefused([target('b')]), turns.haveAllRefused([])]).toEqual([false, true, true]);
  expect([order(), order(), order()]).toEqual([
    ['a', 'c', 'b'],
    ['c', 'a', 'b'],
    ['c', 'a', 'b'],
  ]);
  await clock.advance(5_000);
  expect([order(), order()]).toEqual([
    ['a', 'b', 'c'],
    ['b', 'c', 'a'],
  ]);
});
