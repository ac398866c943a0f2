/** Lines from one who pushes to one who iterates. */
export interface LineQueue {
  push(line: string): void;
  end(): void;
  lines(): AsyncIterable<string>;
}

/** An empty queue. */
export function createLineQueue(): LineQueue {
  let waiting: string[] = [];
  let ended = false;
  let wake: () => void = () => {};
  return {
    push(line) {
      waiting.push(line);
      wake();
    },
    end() {
      ended = true;
      wake();
    },
    async *lines() {
      for (;;) {
        const batch = waiting;
        waiting = [];
        yield* batch;
        if (waiting.length > 0) continue;
        if (ended) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
