/** Aborts at the first Ctrl-C: what was under way ends in order; a second one ends the process as usual. */
export function interrupted(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  return controller.signal;
}
