import { ApiError } from '../api-error.ts';
import type { WatchEvent } from '../cluster.ts';
import type { KubernetesObject } from '../objects.ts';
import type { ReflectorOptions } from './reflector-options.ts';
import { isEarlierVersion } from './resource-version.ts';

/** Servers send a bookmark about once a minute; after three silent ones the connection is taken for dead and opened again. */
const silenceMs = 180_000;

/**
 * One watch from `from` until it ends, into the sink. `onProgress` hears from where the next one can resume.
 * Throws what the server says, and an error when nothing came for three minutes: a connection can die without a word.
 */
export async function watchOnce<T extends KubernetesObject>(
  { cluster, kind, scope, sink, clock, random, signal }: ReflectorOptions<T>,
  from: string,
  onProgress: (version: string) => void,
): Promise<{ contacts: number }> {
  const silence = new AbortController();
  let timer = clock.setTimeout(giveUp, silenceMs);
  let contacts = 0;
  let position = from;
  try {
    const events = cluster.watch(kind, {
      ...scope,
      resourceVersion: from,
      timeoutSeconds: Math.round(300 + 300 * random()),
      onOpen: () => sink.live(),
      signal: AbortSignal.any([signal, silence.signal]),
    });
    for await (const event of events) {
      clock.clearTimeout(timer);
      timer = clock.setTimeout(giveUp, silenceMs);
      contacts += 1;
      take(event);
    }
    silence.signal.throwIfAborted();
    return { contacts };
  } catch (error) {
    throw silence.signal.aborted ? silence.signal.reason : error;
  } finally {
    clock.clearTimeout(timer);
  }

  function giveUp(): void {
    silence.abort(new Error(`The watch of ${kind.plural} was silent for ${silenceMs / 1000} s; it is opened again.`));
  }

  function take(event: WatchEvent<T>): void {
    const version = event.type === 'BOOKMARK' ? event.resourceVersion : event.object.metadata.resourceVersion;
    // Versions after a watch's start are later ones, unless the server was set back to an older state.
    if (isEarlierVersion(version, from)) throw new ApiError(410, 'Expired', `${kind.plural} went back from version ${from} to ${version}.`);
    sink.live();
    if (event.type === 'DELETED') sink.remove(event.object);
    else if (event.type !== 'BOOKMARK') sink.set(event.object);
    if (!isEarlierVersion(version, position)) position = version;
    onProgress(position);
  }
}
