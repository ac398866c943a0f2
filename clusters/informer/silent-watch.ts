import { type Clock, pause } from '../clock.ts';
import type { WatchEvent, WatchOptions } from '../cluster.ts';
import type { KubernetesObject } from '../objects.ts';

/** Of a kind of which there is nothing to see there is one version. */
export const nothingsVersion = '1';

/** As often as servers say that nothing has changed: a watch that is silent for longer is taken for dead (watch-once.ts). */
const bookmarkEveryMs = 60_000;

/** A watch on which nothing happens, until it is aborted or its time is over. */
export async function* silentWatch<T extends KubernetesObject>(options: WatchOptions, clock: Clock): AsyncGenerator<WatchEvent<T>> {
  const { signal, onOpen, timeoutSeconds = Number.POSITIVE_INFINITY } = options;
  const endsAt = clock.now() + timeoutSeconds * 1000;
  if (signal?.aborted) return;
  onOpen?.();
  while (clock.now() < endsAt) {
    await pause(clock, Math.min(bookmarkEveryMs, endsAt - clock.now()), signal);
    if (signal?.aborted) return;
    yield { type: 'BOOKMARK', resourceVersion: nothingsVersion };
  }
}
