import { ClusterUnreachable } from '../../api-error.ts';
import { nearestName, nearestNames } from '../../nearest-names.ts';

/** A kubeconfig that is not there, or no kubeconfig. */
export function unreadable(source: string, error: unknown): ClusterUnreachable {
  const isMissing = (error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
  const message = `The kubeconfig ${source} cannot be read: ${isMissing ? 'there is no such file' : reasonOf(error)}. Check the file.`;
  return new ClusterUnreachable(source, message, { cause: error });
}

/** One entry that cannot be read among others that can. */
export function brokenEntry(source: string, problem: string): string {
  return `An entry of the kubeconfig ${source} is left out: ${problem}. Correct the file.`;
}

/** Nothing says which cluster is meant. */
export function noKubeconfig(source: string): ClusterUnreachable {
  return new ClusterUnreachable(source, `${source} is not there or says nothing. Name a kubeconfig, or set KUBECONFIG.`);
}

/** A context that is not in the kubeconfig, or none that is chosen. */
export function noSuchContext(source: string, wanted: string, known: readonly string[]): ClusterUnreachable {
  const what = wanted ? `has no context "${wanted}"` : 'names no current context';
  const meant = wanted === '' ? undefined : nearestName(wanted, known);
  const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  const choice =
    known.length === 0 ? 'It has no contexts at all' : `Choose one of: ${listed(wanted ? nearestNames(wanted, known) : known)}`;
  return new ClusterUnreachable(source, `${source} ${what}.${hint} ${choice}.`);
}

/** A context that cannot be used as it is written. */
export function brokenContext(source: string, context: string, problems: readonly string[]): ClusterUnreachable {
  return new ClusterUnreachable(
    source,
    `${source} cannot be used with its context "${context}": ${problems.join('; ')}. Correct the file.`,
  );
}

/** A certificate, token or program of the kubeconfig's user that gives nothing. */
export function noCredentials(server: string, error: unknown): ClusterUnreachable {
  return new ClusterUnreachable(server, `No credentials for ${server}: ${reasonOf(error)}. Check the user in the kubeconfig.`, {
    cause: error,
  });
}

/** Long lists are cut: some people have thousands of contexts. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 20).join(', ');
  return names.length > 20 ? `${shown} and ${names.length - 20} more` : shown;
}

/** The first line, without a full stop: it stands within a sentence. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split('\n')[0] ?? '').replace(/[.:\s]+$/, '') || 'no reason was given';
}
