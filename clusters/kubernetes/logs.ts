import type { LogOptions } from '../cluster.ts';
import { pods } from '../kinds.ts';
import type { ObjectKey } from '../objects.ts';
import type { ApiClient } from './api-client.ts';
import { readLines } from './lines.ts';
import { resourcePath, withQuery } from './resource-path.ts';
import { toUnreachable } from './unreachable.ts';

/** A container's log lines; see `Cluster.logs`. An abort ends them quietly. */
export async function* followLogs(client: ApiClient, pod: ObjectKey, options: LogOptions): AsyncGenerator<string> {
  const { signal, ...query } = options;
  const path = withQuery(resourcePath(pods, { ...pod, subresource: 'log' }), query);
  const { body, server } = await client.stream({ method: 'GET', path, accept: '*/*', signal });
  try {
    yield* readLines(body);
  } catch (error) {
    if (signal?.aborted) return;
    throw toUnreachable(server, error);
  } finally {
    body.destroy();
  }
}
