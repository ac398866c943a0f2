/** The address of what belongs to a cluster as a whole: its page, its installation. */
export function clusterPath(name: string, page?: 'install' | 'uninstall'): string {
  const path = `/clusters/${encodeURIComponent(name)}`;
  return page ? `${path}/${page}` : path;
}

/** The address of a task's page. */
export function taskPath(id: string): string {
  return `/tasks/${encodeURIComponent(id)}`;
}
