/** The values of several streams as they come. Leaving the loop, or the first failure, ends them all. */
export async function* merge<T>(streams: AsyncGenerator<T, void, undefined>[]): AsyncGenerator<T, void, undefined> {
  const waiting = new Map(streams.map((stream) => [stream, next(stream)]));
  try {
    while (waiting.size > 0) {
      const { stream, result } = await Promise.race(waiting.values());
      if (result.done) {
        waiting.delete(stream);
      } else {
        waiting.set(stream, next(stream));
        yield result.value;
      }
    }
  } finally {
    // Not awaited: a stream that waits for its next line ends when its signal aborts.
    for (const stream of waiting.keys()) void stream.return();
    for (const pending of waiting.values()) pending.catch(() => {});
  }
}

async function next<T>(stream: AsyncGenerator<T, void, undefined>) {
  return { stream, result: await stream.next() };
}
