import { clusterProblems, userProblems } from './check.ts';
import { brokenContext, noSuchContext } from './errors.ts';
import type { ClusterEntry, UserEntry } from './kubeconfig.ts';
import type { LoadedKubeconfig } from './load.ts';

/** One context of a kubeconfig, found sound in itself; files that it names are not read yet. */
export interface SelectedContext {
  name: string;
  clusterName: string;
  cluster: ClusterEntry;
  userName: string;
  user: UserEntry;
  /** `default` where the context names none. */
  namespace: string;
}

/** The wanted context, or the current one. Throws `ClusterUnreachable` with every problem that would keep kubectl from using it. */
export function selectContext({ config, source }: LoadedKubeconfig, wanted?: string): SelectedContext {
  const name = wanted ?? config.currentContext;
  const context = config.contexts.get(name);
  if (!context) throw noSuchContext(source, name, [...config.contexts.keys()]);
  const cluster = config.clusters.get(context.cluster);
  // Some servers answer to nobody.
  const user = context.user === '' ? nobody : config.users.get(context.user);
  const problems = [
    ...(cluster ? clusterProblems(context.cluster, cluster) : [missing('cluster', context.cluster)]),
    ...(user ? userProblems(context.user, user) : [missing('user', context.user)]),
  ];
  if (!cluster || !user || problems.length > 0) throw brokenContext(source, name, problems);
  return { name, clusterName: context.cluster, cluster, userName: context.user, user, namespace: context.namespace || 'default' };
}

function missing(what: string, name: string): string {
  return name === '' ? `it names no ${what}` : `its ${what} "${name}" is not there`;
}

const nothing = { data: undefined, file: '' };

/** Anonymous. */
export const nobody: UserEntry = {
  certificate: nothing,
  key: nothing,
  token: '',
  tokenFile: '',
  username: '',
  password: '',
  impersonation: { user: '', uid: '', groups: [], extra: {} },
  program: undefined,
  authProvider: '',
};
