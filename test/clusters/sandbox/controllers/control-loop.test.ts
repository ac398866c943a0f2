import { describe, expect, it } from 'vitest';
import { silentLog } from '../../../../clusters/log.ts';
import { createControlLoop } from '../../../../clusters/sandbox/controllers/control-loop.ts';
import { SimulatedClock } from '../../../helpers/simulated-clock.ts';

describe('a control loop', () => {
  it('works once on a key that was named several times', async () => {
    const { loop, seen, clock } = aLoop(async () => undefined);
    for (const key of ['a', 'a', 'b', 'a']) loop.enqueue(key);
    await clock.advance(0);
    // The first is begun at once; what comes meanwhile is one more turn.
    expect(seen.filter((key) => key === 'a')).toHaveLength(2);
    expect(seen.filter((key) => key === 'b')).toHaveLength(1);
  });

  it('never works on a key twice at the same time', async () => {
    let atWork = 0;
    let most = 0;
    const { loop, clock } = aLoop(async () => {
      most = Math.max(most, ++atWork);
      await new Promise((resolve) => setImmediate(resolve));
      atWork--;
      return undefined;
    });
    for (let turn = 0; turn < 5; turn++) {
      loop.enqueue('a');
      await clock.advance(0);
    }
    expect(most).toBe(1);
  });

  it('tries again after failures, waiting longer each time', async () => {
    const times: number[] = [];
    const { loop, clock } = aLoop(async () => {
      times.push(clock.now());
      if (times.length < 4) throw new Error('not yet');
      return undefined;
    });
    loop.enqueue('a');
    await clock.advance(1000);
    expect(times.map((time) => time - (times[0] ?? 0))).toEqual([0, 5, 15, 35]);
  });

  it('comes back when it was asked to', async () => {
    const { loop, seen, clock } = aLoop(async () => ({ afterMilliseconds: 100 }));
    loop.enqueue('a');
    await clock.advance(250);
    expect(seen).toHaveLength(3);
  });

  it('begins nothing more once stopped', async () => {
    const { loop, seen, clock } = aLoop(async () => ({ afterMilliseconds: 10 }));
    loop.enqueue('a');
    await clock.advance(0);
    await loop.stop();
    loop.enqueue('b');
    await clock.advance(1000);
    expect(seen).toEqual(['a']);
    expect(clock.waiting).toBe(0);
  });
});

function aLoop(reconcile: (key: string) => Promise<{ afterMilliseconds: number } | undefined>) {
  const clock = new SimulatedClock();
  const seen: string[] = [];
  const loop = createControlLoop({
    name: 'test',
    clock,
    log: silentLog,
    reconcile(key) {
      seen.push(key);
      return reconcile(key);
    },
  });
  return { loop, seen, clock };
}
