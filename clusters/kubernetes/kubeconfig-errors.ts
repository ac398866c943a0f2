import { ClusterUnreachable } from '../api-error.ts';

/** A kubeconfig that is not there, or no kubeconfig. */
export function unreadable(source: string, error: unknown): ClusterUnreachable {
  const message = `The kubeconfig ${source} cannot be read: ${reasonOf(error)}. Check the file.`;
  return new ClusterUnreachable(source, message, { cause: error });
}

/** A context that is not in the kubeconfig, or whose cluster is not. */
export function noSuchContext(source: string, wanted: string, known: readonly string[]): ClusterUnreachable {
  const what = wanted ? `has no usable context "${wanted}"` : 'names no current context';
  return new ClusterUnreachable(source, `${source} ${what}. Choose one of: ${known.join(', ') || 'none is there'}.`);
}

/** A certificate, token or program of the kubeconfig's user that gives nothing. */
export function noCredentials(server: string, error: unknown): ClusterUnreachable {
  const message = `No credentials for ${server}: ${reasonOf(error)}. Check the user in the kubeconfig; a program that it names must be on the PATH.`;
  return new ClusterUnreachable(server, message, { cause: error });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
