import { expect, it } from 'vitest';
import { createConnectionStore } from '../../../renderer/live/connection.ts';
import { SimulatedClock } from '../../helpers/simulated-clock.ts';

it('says since when the engine is lost, however often a new try fails', async () => {
  const clock = new SimulatedClock();
  const connection = createConnectionStore(clock);
  connection.opened();
  const lostAt = clock.now();
  connection.closed();
  await clock.advance(30_000);
  connection.closed();
  expect(connection.get()).toEqual({ state: 'lost', since: lostAt });
  connection.opened();
  expect(connection.get()).toEqual({ state: 'open' });
});

it('stays refused when the socket closes after the refusal', () => {
  const connection = createConnectionStore(new SimulatedClock());
  connection.opened();
  connection.refused();
  connection.closed();
  expect(connection.get()).toEqual({ state: 'refused' });
});
