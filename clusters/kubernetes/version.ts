import type { VersionOptions } from '../cluster.ts';
import type { ApiClient } from './api-client.ts';
import type { ConnectionSource } from './connection.ts';
import { notAnApiServer } from './explain-refusal.ts';

/** The server's release; see `Cluster.version`. */
export async function readVersion(client: ApiClient, source: ConnectionSource, options: VersionOptions = {}): Promise<string> {
  const answer = await client.json<{ gitVersion?: unknown } | null>({ method: 'GET', path: '/version', ...options });
  if (typeof answer?.gitVersion === 'string') return answer.gitVersion;
  const { server } = await source.current(options.signal);
  throw notAnApiServer(server.origin, 'its /version names no release of Kubernetes');
}
