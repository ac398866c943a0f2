import { describe, expect, it } from 'vitest';
import { startInOrder } from '../../host/start-in-order.ts';
import { untilReady } from '../../host/until-ready.ts';
import { SimulatedClock } from '../helpers/simulated-clock.ts';

const never = new Promise<never>(() => {});

describe('waiting for a start', () => {
  it('gives what the parts give, and leaves no timer', async () => {
    const clock = new SimulatedClock();
    expect(await untilReady(Promise.resolve(7), { clock, signal: undefined, logPath: 'log' })).toBe(7);
    expect(clock.waiting).toBe(0);
  });

  it('ends when it is called off, also before it began', async () => {
    const clock = new SimulatedClock();
    const stop = new AbortController();
    const waiting = untilReady(never, { clock, signal: stop.signal, logPath: 'log' });
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    await expect(untilReady(never, { clock, signal: stop.signal, logPath: 'log' })).rejects.toMatchObject({ code: 'cancelled' });
    expect(clock.waiting).toBe(0);
  });

  it('ends after a minute, naming the log', async () => {
    const clock = new SimulatedClock();
    const outcome = untilReady(never, { clock, signal: undefined, logPath: '/data/logs/serve.log' }).catch((error) => error);
    await clock.advance(60_000);
    expect(await outcome).toMatchObject({ code: 'timeout', fix: 'The log says what it waits for: /data/logs/serve.log.' });
  });
});

describe('a start in order', () => {
  it('stops what was started, last first, when a step fails', async () => {
    const stopped: string[] = [];
    const start = startInOrder(async (started) => {
      started.defer(() => void stopped.push('first'));
      started.defer(() => void stopped.push('second'));
      throw new Error('the third cannot');
    });
    await expect(start).rejects.toThrow('the third cannot');
    expect(stopped).toEqual(['second', 'first']);
  });

  it('stops nothing when all are started', async () => {
    const stopped: string[] = [];
    const stack = await startInOrder(async (started) => {
      started.defer(() => void stopped.push('first'));
      return started;
    });
    expect(stopped).toEqual([]);
    await stack.disposeAsync();
    expect(stopped).toEqual(['first']);
  });
});
