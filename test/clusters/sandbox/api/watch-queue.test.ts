import { expect, it } from 'vitest';
import { createQueue } from '../../../../clusters/sandbox/api/watching/queue.ts';

const numbers = (first: number[] = [], capacity = 10) => createQueue<number>({ first, weightOf: () => 1, capacity });

it('a reader gets what was there first, then what is pushed, in order', async () => {
  const queue = numbers([1, 2, 3]);
  queue.push(4);
  queue.push(5);
  queue.close();
  expect((await Array.fromAsync(queue)).flat()).toEqual([1, 2, 3, 4, 5]);
});

it('a reader who waits gets what comes', async () => {
  const queue = numbers();
  const reading = Array.fromAsync(queue);
  for (let number = 0; number < 100; number++) {
    queue.push(number);
    await Promise.resolve();
    await Promise.resolve();
  }
  queue.close();
  expect((await reading).flat()).toEqual(Array.from({ length: 100 }, (_, number) => number));
});

it('more first items than may wait are no reason to end', async () => {
  const first = Array.from({ length: 200 }, (_, number) => number);
  const queue = numbers(first);
  queue.close();
  expect((await Array.fromAsync(queue)).flat()).toEqual(first);
});

it('a reader who is too far behind is cut off, and nothing is kept for it', async () => {
  const queue = numbers();
  for (let number = 0; number < 11; number++) queue.push(number);
  queue.push(12);
  expect((await Array.fromAsync(queue)).flat()).toEqual([]);
});
