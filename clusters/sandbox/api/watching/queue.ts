/** Hands what is pushed to one reader, in order; ends when closed. */
export interface Queue<T> extends AsyncIterable<T> {
  push(item: T): void;
  close(): void;
}

export function createQueue<T>(): Queue<T> {
  let items: T[] = [];
  let closed = false;
  let wake: () => void = () => {};
  return {
    push(item) {
      items.push(item);
      wake();
    },
    close() {
      closed = true;
      wake();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const batch = items;
        items = [];
        yield* batch;
        if (items.length > 0) continue;
        if (closed) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
