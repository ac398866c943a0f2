import { ApiError, isGone, type StatusCause } from '../api-error.ts';
import { pause } from '../clock.ts';
import type { KubernetesObject } from '../objects.ts';
import { createBackOff } from './back-off.ts';
import { listAll } from './list-all.ts';
import type { ReflectorOptions } from './reflector-options.ts';
import { watchOnce } from './watch-once.ts';

/** A watch that lasted this long was healthy: the next failure starts from the shortest wait. */
const healthyMs = 10_000;
/**
 * Some servers answer a version that is too old with a stream that just ends, instead of 410.
 * @see https://github.com/fabric8io/kubernetes-client/pull/7898
 */
const suspiciouslyShortMs = 2_000;

/**
 * Keeps `sink` the same as the server's objects until the signal aborts: lists, watches from there, resumes where a watch
 * ended, lists again when the server no longer knows that place. No failure ends it; a missing kind is asked for again.
 */
export async function runReflector<T extends KubernetesObject>(options: ReflectorOptions<T>): Promise<void> {
  const { clock, random, signal } = options;
  const backOff = createBackOff(random);
  let position: string | undefined;
  while (!signal.aborted) {
    const startedAt = clock.now();
    try {
      position ??= await relist(options);
      const listedAt = clock.now();
      const { contacts } = await watchOnce(options, position, (version) => {
        position = version;
      });
      if (contacts === 0 && clock.now() - listedAt < suspiciouslyShortMs) position = undefined;
    } catch (error) {
      if (signal.aborted) return;
      if (isExpired(error)) position = undefined;
      else report(options, error);
    }
    if (clock.now() - startedAt >= healthyMs) backOff.reset();
    else await pause(clock, backOff.next(), signal);
  }
}

/** Lists, and gives the place from which to watch. */
async function relist<T extends KubernetesObject>({ cluster, kind, scope, sink, signal }: ReflectorOptions<T>): Promise<string> {
  const { objects, resourceVersion } = await listAll(cluster, kind, { ...scope, signal });
  sink.replaceAll(objects);
  sink.live();
  return resourceVersion;
}

/** Whether the server does not know our place any more: forgotten (410), or not reached yet because it was set back. */
function isExpired(error: unknown): boolean {
  return isGone(error) || (error instanceof ApiError && (error.details.causes ?? []).some(isTooLarge));
}

// https://github.com/kubernetes/apimachinery/blob/master/pkg/apis/meta/v1/types.go (CauseTypeResourceVersionTooLarge)
function isTooLarge({ reason }: StatusCause): boolean {
  return reason === 'ResourceVersionTooLarge';
}

function report<T extends KubernetesObject>({ kind, log, sink }: ReflectorOptions<T>, error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  log.warn({ kind: kind.plural, reason }, 'watching failed; trying again');
  sink.stale(reason);
}
