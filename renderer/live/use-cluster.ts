import { useEffect } from 'react';
import { useLocation } from 'react-router';
import type { ClusterView } from '../../engine/contract/views/cluster.ts';
import { clusterInput, clusterOfPath, pathIn, sandboxName } from './cluster-scope.ts';
import { useLive, useSources } from './engine-context.tsx';
import type { ClusterSources } from './sources.ts';

const storageKey = 'slipway-cluster';

export interface ClusterScope {
  name: string;
  /** What calls of this cluster carry: `{ cluster: 'dev' }`, or nothing for the sandbox. */
  input: { cluster?: string };
  /** The address of a page of this cluster. */
  path(page: string): string;
}

/** The cluster that the page is about; on pages about no single one, the last that was chosen in this tab. */
export function useCluster(): ClusterScope {
  const { pathname } = useLocation();
  const ofPath = clusterOfPath(pathname);
  const name = ofPath ?? sessionStorage.getItem(storageKey) ?? sandboxName;
  return { name, input: clusterInput(name), path: (page) => pathIn(name, page) };
}

/** Keeps the cluster that was chosen, for pages about no single one and for a reload of them. */
export function useRememberedCluster(): void {
  const { pathname } = useLocation();
  useEffect(() => {
    const ofPath = clusterOfPath(pathname);
    if (ofPath !== null) sessionStorage.setItem(storageKey, ofPath);
  }, [pathname]);
}

/** What is watched of the page's cluster. */
export function useClusterSources(): ClusterSources {
  return useSources().of(useCluster().name);
}

/** What the workbench knows of the page's cluster; undefined until it has said so, or where there is none of that name. */
export function useClusterView(): ClusterView | undefined {
  return useClusterNamed(useCluster().name);
}

/** What the workbench knows of one cluster. */
export function useClusterNamed(name: string): ClusterView | undefined {
  return useLive(useSources().clusters).data?.find((cluster) => cluster.name === name);
}

/** Whether asking the page's cluster something connects to nothing new: the sandbox always, others once connected. */
export function useIsConnected(): boolean {
  const { name } = useCluster();
  const view = useClusterView();
  return name === sandboxName || view?.connection === 'connected';
}
