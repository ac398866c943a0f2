/** Hands what is pushed to one reader, in order and in batches; ends when closed, or when the reader is too far behind. */
export interface Queue<T> extends AsyncIterable<readonly T[]> {
  push(item: T): void;
  /** The reader still gets what is there. */
  close(): void;
}

export interface QueueOptions<T> {
  /** What is there from the beginning, however much. */
  first: readonly T[];
  weightOf(item: T): number;
  /** How much may wait, by weight, beyond the first items. More drops all of it and ends the reading. */
  capacity: number;
}

const LARGEST_BATCH = 32;

export function createQueue<T>({ first, weightOf, capacity }: QueueOptions<T>): Queue<T> {
  let items: T[] = [];
  let waiting = 0;
  let closed = false;
  let wake: () => void = () => {};

  /** The oldest items, not more than a batch. */
  function take(): T[] {
    const batch = items.length <= LARGEST_BATCH ? items : items.slice(0, LARGEST_BATCH);
    items = items.length <= LARGEST_BATCH ? [] : items.slice(LARGEST_BATCH);
    for (const item of batch) waiting -= weightOf(item);
    return batch;
  }

  return {
    push(item) {
      if (closed) return;
      items.push(item);
      waiting += weightOf(item);
      if (waiting > capacity) {
        items = [];
        closed = true;
      }
      wake();
    },
    close() {
      closed = true;
      wake();
    },
    async *[Symbol.asyncIterator]() {
      for (let from = 0; from < first.length; from += LARGEST_BATCH) yield first.slice(from, from + LARGEST_BATCH);
      for (;;) {
        while (items.length > 0) yield take();
        if (closed) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
