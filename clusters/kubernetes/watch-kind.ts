import type { Clock } from '../clock.ts';
import type { WatchEvent, WatchOptions } from '../cluster.ts';
import type { KubernetesObject, ResourceKind } from '../objects.ts';
import type { ApiClient } from './api-client.ts';
import { resourcePath, withQuery } from './resource-path.ts';
import { watchEvents } from './watch-stream.ts';

/** Beyond the time after which the server was to end the watch. */
const slackMs = 30_000;

/** Opens a watch with bookmarks and gives its events; see `Cluster.watch`. */
export async function* watchKind<T extends KubernetesObject>(
  client: ApiClient,
  clock: Clock,
  kind: ResourceKind<T>,
  options: WatchOptions,
): AsyncGenerator<WatchEvent<T>> {
  const { namespace, signal, onOpen, ...query } = options;
  const path = withQuery(resourcePath(kind, { namespace }), { ...query, watch: true, allowWatchBookmarks: true });
  const opened = await openUnlessAborted(client, path, signal);
  if (!opened) return;
  onOpen?.();
  const silenceMs = options.timeoutSeconds === undefined ? undefined : options.timeoutSeconds * 1000 + slackMs;
  yield* watchEvents<T>({ ...opened, silenceMs, clock, signal });
}

/** An abort ends a watch, it does not fail it. */
async function openUnlessAborted(client: ApiClient, path: string, signal: AbortSignal | undefined) {
  try {
    return await client.stream({ method: 'GET', path, signal });
  } catch (error) {
    if (signal?.aborted) return undefined;
    throw error;
  }
}
