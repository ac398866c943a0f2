import { readFile } from 'node:fs/promises';
import { ApiError } from '../api-error.ts';
import type { Clock } from '../clock.ts';
import type { CallOptions, Cluster } from '../cluster.ts';
import { loadMaterial } from '../kubernetes/credentials/credentials.ts';
import type { SelectedContext } from '../kubernetes/kubeconfig/select-context.ts';
import { endedCredential, type Shown } from './credentials-end.ts';

/** How long a server may take to answer at all. Signing in, which may need a person, does not count. */
const answerWithinMs = 5_000;

/**
 * The release of the server, once it has answered. Rejects with `ClusterUnreachable`, or with `ApiError` 401 that says what
 * of the credentials has ended, where that is to be seen.
 */
export async function contact(cluster: Cluster, context: SelectedContext, clock: Clock, { signal }: CallOptions = {}): Promise<string> {
  try {
    return await cluster.version({ signal, timeoutMs: answerWithinMs });
  } catch (error) {
    throw error instanceof ApiError && error.code === 401 ? await explained(error, context, clock) : error;
  }
}

async function explained(error: ApiError, context: SelectedContext, clock: Clock): Promise<ApiError> {
  const ended = endedCredential(await shownBy(context), clock.now());
  if (ended === undefined) return error;
  return new ApiError(
    error.code,
    error.reason,
    `The API server at ${context.cluster.server} does not accept the user "${context.userName}" of the kubeconfig: ${ended}. Sign in again, or get a new kubeconfig from whoever runs the cluster.`,
    error.details,
  );
}

/** What the context names in the kubeconfig itself. Files that cannot be read have been told of before. */
async function shownBy({ user }: SelectedContext): Promise<Shown> {
  const [certificate, token] = await Promise.allSettled([
    loadMaterial(user.certificate),
    user.tokenFile === '' ? user.token : readFile(user.tokenFile, 'utf8'),
  ]);
  return {
    certificate: certificate.status === 'fulfilled' ? certificate.value : undefined,
    token: token.status === 'fulfilled' ? token.value : undefined,
  };
}
