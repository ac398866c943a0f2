/**
 * Runs a start whose steps register how each part is stopped. When one fails, what was started is stopped in the reverse order
 * and the failure passes on; else whoever has the stack stops it.
 */
export async function startInOrder<T>(start: (started: AsyncDisposableStack) => Promise<T>): Promise<T> {
  const started = new AsyncDisposableStack();
  try {
    return await start(started);
  } catch (error) {
    await started.disposeAsync();
    throw error;
  }
}
