import type { ClusterView } from '../../../engine/contract/views/cluster.ts';
import { table } from '../../output.ts';

interface Column {
  heading: string;
  cell: (cluster: ClusterView) => string;
  /** Left out where it says nothing of any cluster: a command of its own is connected to none. */
  always?: boolean;
}

const columns: readonly Column[] = [
  { heading: 'NAME', cell: ({ name }) => name, always: true },
  { heading: 'PROVIDER', cell: ({ provider }) => provider, always: true },
  { heading: 'STATE', cell: ({ state }) => (state === 'unknown' ? '-' : state) },
  { heading: 'CONNECTION', cell: ({ connection }) => (connection === 'none' ? '-' : connection) },
  { heading: 'KUBERNETES', cell: ({ version }) => version ?? '-' },
  { heading: 'SERVER', cell: ({ server }) => server ?? '-' },
  { heading: 'CONTEXT', cell: ({ context }) => context ?? '-' },
  { heading: 'MODE', cell: modeOf },
  { heading: 'SLIPWAY', cell: installedIn },
];

/** Clusters as a table of what is known of them. */
export function clusterTable(clusters: readonly ClusterView[]): string {
  const shown = columns.filter(({ cell, always }) => always || clusters.some((cluster) => cell(cluster) !== '-'));
  return table(
    shown.map(({ heading }) => heading),
    clusters.map((cluster) => shown.map(({ cell }) => cell(cluster))),
  );
}

function modeOf({ readOnly, namespace }: ClusterView): string {
  const parts = [readOnly ? 'read-only' : null, namespace === null ? null : `namespace ${namespace}`];
  return parts.filter((part) => part !== null).join(', ') || '-';
}

function installedIn({ installation }: ClusterView): string {
  switch (installation?.state) {
    case undefined:
      return '-';
    case 'none':
      return 'not installed';
    case 'applying':
      return 'half installed';
    case 'complete':
      return installation.version ?? 'installed';
    case 'in_process':
      return 'in this process';
  }
}
