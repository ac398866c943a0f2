import type { ClusterView } from '../../../engine/contract/views/cluster.ts';
import table from '../../components/table.module.css';
import { ClusterRow } from './cluster-row.tsx';

/** The clusters, one a row. */
export function ClusterTable({ clusters, onRemove }: { clusters: ClusterView[]; onRemove(cluster: ClusterView): void }) {
  return (
    <table className={table['table']}>
      <thead>
        <tr>
          <th>State</th>
          <th>Name</th>
          <th>Provider</th>
          <th>Kubernetes</th>
          <th className={table['number']}>Nodes</th>
          <th>Models</th>
          <th>Slipway</th>
          <th className={table['number']}>Connected for</th>
          <th>
            <span className="visually-hidden">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {clusters.map((cluster) => (
          <ClusterRow key={cluster.name} cluster={cluster} onRemove={() => onRemove(cluster)} />
        ))}
      </tbody>
    </table>
  );
}
