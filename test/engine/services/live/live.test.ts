import { describe, expect, it } from 'vitest';
import { merge } from '../../../../engine/services/live/merge.ts';
import { snapshots } from '../../../../engine/services/live/snapshots.ts';
import { SimulatedClock } from '../../../helpers/simulated-clock.ts';

function counter() {
  const listeners = new Set<() => void>();
  const source = {
    value: 0,
    listeners,
    subscribe(changed: () => void) {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    add() {
      source.value++;
      for (const listener of listeners) listener();
    },
  };
  return source;
}

describe('snapshots', () => {
  it('give the state now, then at most one in 50 ms, and always the last', async () => {
    const clock = new SimulatedClock();
    const source = counter();
    const stop = new AbortController();
    const seen: { value: number; at: number }[] = [];
    const begin = clock.now();
    const reading = (async () => {
      const stream = snapshots({ subscribe: source.subscribe, read: () => source.value, clock, signal: stop.signal });
      for await (const value of stream) seen.push({ value, at: clock.now() - begin });
    })();
    await clock.advance(0);
    for (let step = 0; step < 100; step++) {
      source.add();
      await clock.advance(1);
    }
    await clock.advance(100);
    expect(seen[0]).toEqual({ value: 0, at: 0 });
    expect(seen.at(-1)?.value).toBe(100);
    for (const [index, { at }] of seen.entries()) if (index > 0) expect(at - (seen[index - 1]?.at ?? 0)).toBeGreaterThanOrEqual(50);
    stop.abort();
    await reading;
    expect(source.listeners.size).toBe(0);
  });

  it('are not given again when they are the same', async () => {
    const clock = new SimulatedClock();
    const source = counter();
    const stop = new AbortController();
    const seen: { tens: number }[] = [];
    const reading = (async () => {
      const read = () => ({ tens: Math.floor(source.value / 10) });
      for await (const value of snapshots({ subscribe: source.subscribe, read, clock, signal: stop.signal })) seen.push(value);
    })();
    for (let step = 0; step < 25; step++) {
      await clock.advance(100);
      source.add();
    }
    await clock.advance(100);
    expect(seen).toEqual([{ tens: 0 }, { tens: 1 }, { tens: 2 }]);
    stop.abort();
    await reading;
  });

  it('are not made while nothing changes', async () => {
    const clock = new SimulatedClock();
    const source = counter();
    const stop = new AbortController();
    let reads = 0;
    const reading = (async () => {
      for await (const _ of snapshots({ subscribe: source.subscribe, read: () => reads++, clock, signal: stop.signal }));
    })();
    await clock.advance(10_000);
    expect(reads).toBe(1);
    stop.abort();
    await reading;
  });

  it('unsubscribe when the loop is left', async () => {
    const source = counter();
    for await (const _ of snapshots({
      subscribe: source.subscribe,
      read: () => 1,
      clock: new SimulatedClock(),
      signal: new AbortController().signal,
    }))
      break;
    expect(source.listeners.size).toBe(0);
  });
});

describe('merged streams', () => {
  async function* of(...values: number[]) {
    yield* values;
  }

  it('give everything of each, in its own order', async () => {
    const seen: number[] = [];
    for await (const value of merge([of(1, 2, 3), of(10, 20), of()])) seen.push(value);
    expect(seen.toSorted((left, right) => left - right)).toEqual([1, 2, 3, 10, 20]);
    expect(seen.filter((value) => value < 10)).toEqual([1, 2, 3]);
  });

  it('fail when one fails', async () => {
    async function* failing(): AsyncGenerator<number, void, undefined> {
      yield 1;
      throw new Error('cut');
    }
    const read = async () => {
      for await (const _ of merge([failing(), of(5)]));
    };
    await expect(read()).rejects.toThrow('cut');
  });
});
