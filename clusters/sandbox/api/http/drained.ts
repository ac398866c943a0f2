import type { Call } from './call.ts';

/** Waits until the client has read what was written, or is gone. */
export async function drained({ response, signal }: Pick<Call, 'response' | 'signal'>): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const finish = () => {
      response.off('drain', finish);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    response.once('drain', finish);
    signal.addEventListener('abort', finish, { once: true });
  });
}
