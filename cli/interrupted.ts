/** One Ctrl-C comes twice where whoever started us passes on what the terminal has told us too. */
const echoMs = 500;

/** Aborts at the first Ctrl-C: what was under way ends in order; a later one ends the process as usual. */
export function interrupted(): AbortSignal {
  const controller = new AbortController();
  const abort = (): void => {
    if (controller.signal.aborted) return;
    controller.abort();
    setTimeout(() => process.removeListener('SIGINT', abort), echoMs).unref();
  };
  process.on('SIGINT', abort);
  return controller.signal;
}
