/** The cluster whose pages have no prefix in their addresses. */
export const sandboxName = 'sandbox';

/** The cluster that an address is about; null for addresses about no single cluster (the list of clusters, tasks). */
export function clusterOfPath(pathname: string): string | null {
  const [, first, name] = pathname.split('/');
  if (first === 'c' && name) return decodeURIComponent(name);
  return first === 'clusters' || first === 'tasks' ? null : sandboxName;
}

/** The address of a page of one cluster: `/endpoints` of dev is `/c/dev/endpoints`, of the sandbox `/endpoints`. */
export function pathIn(cluster: string, path: string): string {
  if (cluster === sandboxName) return path;
  return `/c/${encodeURIComponent(cluster)}${path === '/' ? '' : path}`;
}

/**
 * Where choosing another cluster leads: the same page of it where every cluster has that page, else its start page, for an
 * endpoint of one cluster is none of another.
 */
export function pathOnSwitch(pathname: string, cluster: string): string {
  const within = pathname.replace(/^\/c\/[^/]+/, '') || '/';
  const [, page] = within.split('/');
  if (clusterOfPath(pathname) === null) return pathIn(cluster, '/');
  if (within === '/hardware/fit') return pathIn(cluster, within);
  return pathIn(cluster, page && ['endpoints', 'compose', 'hardware'].includes(page) ? `/${page}` : '/');
}

/** How calls name the cluster: the sandbox by leaving it out. */
export function clusterInput(cluster: string): { cluster?: string } {
  return cluster === sandboxName ? {} : { cluster };
}
