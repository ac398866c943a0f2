import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRateLimiter } from '../../../../../engine/operator/runtime/queue/rate-limiter.ts';
import { createWorkQueue, type WorkQueue } from '../../../../../engine/operator/runtime/queue/work-queue.ts';
import { SimulatedClock } from '../../../../helpers/simulated-clock.ts';

function start(): { clock: SimulatedClock; queue: WorkQueue; taken: string[]; take(): Promise<void> } {
  const clock = new SimulatedClock();
  const queue = createWorkQueue({ clock });
  const taken: string[] = [];
  return {
    clock,
    queue,
    taken,
    async take() {
      const key = await queue.next();
      if (key !== undefined) taken.push(key);
    },
  };
}

describe('a work queue', () => {
  it('holds a key once, however often it is added', async () => {
    const { queue, take } = start();
    for (let time = 0; time < 5; time++) queue.add('a');
    expect(queue.length).toBe(1);
    await take();
    expect(queue.length).toBe(0);
  });

  it('gives a key again after work on it, when it was added meanwhile, and never during it', async () => {
    const { queue, taken, take, clock } = start();
    queue.add('a');
    await take();
    queue.add('a');
    const second = take();
    await clock.advance(1_000);
    expect(taken).toEqual(['a']);
    queue.done('a');
    await second;
    expect(taken).toEqual(['a', 'a']);
  });

  it('lets what just happened go before what a first list brought', async () => {
    const { queue, taken, take } = start();
    for (const key of ['a', 'b', 'c']) queue.add(key, 'low');
    queue.add('d');
    queue.add('c');
    for (let time = 0; time < 4; time++) await take();
    expect(taken).toEqual(['d', 'c', 'a', 'b']);
  });

  it('keeps the earliest of several times', async () => {
    const { queue, clock } = start();
    queue.addAfter('a', 5_000);
    queue.addAfter('a', 1_000);
    queue.addAfter('a', 9_000);
    await clock.advance(1_000);
    expect(queue.length).toBe(1);
    expect(clock.waiting).toBe(0);
  });

  it('backs off per key from 5 ms to 1000 s, and begins again after success', async () => {
    const { queue, clock, take } = start();
    const waits: number[] = [];
    for (let failure = 0; failure < 20; failure++) {
      const failedAt = clock.now();
      queue.addRateLimited('a');
      while (queue.length === 0) await clock.advance(failure < 5 ? 1 : 100);
      waits.push(clock.now() - failedAt);
      await take();
      queue.done('a');
    }
    expect(waits.slice(0, 5)).toEqual([5, 10, 20, 40, 80]);
    expect(waits.slice(-2)).toEqual([1_000_000, 1_000_000]);
    queue.forget('a');
    queue.addRateLimited('a');
    await clock.advance(5);
    expect(queue.length).toBe(1);
  });

  it('hands out what waits after the end, drops what is delayed, takes nothing new', async () => {
    const { queue, taken, take, clock } = start();
    queue.add('a');
    queue.addAfter('b', 10);
    queue.shutDown();
    queue.add('c');
    await take();
    await clock.advance(1_000);
    expect(await queue.next()).toBeUndefined();
    expect(taken).toEqual(['a']);
    expect(clock.waiting).toBe(0);
  });

  it('wakes workers that wait at the end', async () => {
    const { queue } = start();
    const waiting = queue.next();
    queue.shutDown();
    expect(await waiting).toBeUndefined();
  });

  it('never gives a key to two workers and loses none', async () => {
    const step = fc.record({
      act: fc.constantFrom('add' as const, 'addLow' as const, 'take' as const, 'done' as const),
      key: fc.constantFrom('a', 'b', 'c'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const model = queueModel();
        for (const { act, key } of steps) await model[act](key);
        expect(model.remaining()).toBe(model.owed.size);
      }),
    );
  });
});

/** A queue beside what is known of it: keys being worked on, and keys added since they were last handed out. */
function queueModel() {
  const queue = createWorkQueue({ clock: new SimulatedClock() });
  const working = new Set<string>();
  const owed = new Set<string>();
  return {
    owed,
    add(key: string) {
      queue.add(key);
      owed.add(key);
    },
    addLow(key: string) {
      queue.add(key, 'low');
      owed.add(key);
    },
    async take() {
      if (queue.length === 0) return;
      const key = (await queue.next()) ?? '';
      expect(working.has(key)).toBe(false);
      working.add(key);
      owed.delete(key);
    },
    done(key: string) {
      if (working.delete(key)) queue.done(key);
    },
    remaining() {
      for (const key of working) queue.done(key);
      return queue.length;
    },
  };
}

describe('the limit over all keys', () => {
  it('lets a burst of 100 pass and then 10 a second', () => {
    const limiter = createRateLimiter(new SimulatedClock());
    const waits = Array.from({ length: 103 }, (_, index) => limiter.next(`key-${index}`));
    expect(waits.slice(0, 100).every((wait) => wait === 5)).toBe(true);
    expect(waits.slice(100)).toEqual([100, 200, 300]);
  });
});
