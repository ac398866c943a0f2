/** Lets a limited number of requests go at once. */
export interface RequestQueue {
  /** Resolves when it is this request's turn, with what to call when it has ended. Rejects with the signal's reason. */
  enter(flow: string, signal?: AbortSignal): Promise<() => void>;
}

/**
 * Requests of one flow go in their order, and flows take turns: ten thousand creations that wait do not keep one read of
 * another kind waiting.
 */
export function createRequestQueue(mostAtOnce: number): RequestQueue {
  const flows = new Map<string, Set<() => void>>();
  let running = 0;

  return {
    async enter(flow, signal) {
      signal?.throwIfAborted();
      if (running < mostAtOnce) running++;
      else await turn(flow, signal);
      let isOver = false;
      return () => {
        if (isOver) return;
        isOver = true;
        leave();
      };
    },
  };

  function turn(flow: string, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting = flows.get(flow) ?? new Set();
      flows.set(flow, waiting);
      const go = () => {
        signal?.removeEventListener('abort', giveUp);
        resolve();
      };
      waiting.add(go);
      signal?.addEventListener('abort', giveUp, { once: true });
      function giveUp(): void {
        waiting.delete(go);
        if (waiting.size === 0 && flows.get(flow) === waiting) flows.delete(flow);
        reject(signal?.reason);
      }
    });
  }

  /** Gives the place to the next flow's first, or frees it. */
  function leave(): void {
    const [next] = flows;
    if (!next) {
      running--;
      return;
    }
    const [flow, waiting] = next;
    flows.delete(flow);
    const [go] = waiting;
    if (go) waiting.delete(go);
    if (waiting.size > 0) flows.set(flow, waiting);
    go?.();
  }
}
