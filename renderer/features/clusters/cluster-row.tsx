import { Link } from 'react-router';
import type { ClusterView } from '../../../engine/contract/views/cluster.ts';
import { Ago } from '../../components/ago.tsx';
import { Icon } from '../../components/icon.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import table from '../../components/table.module.css';
import { noData } from '../../format/duration.ts';
import { ClusterActions } from '../cluster/cluster-actions.tsx';
import { useRunning } from '../cluster/use-running.ts';
import { clusterPath } from '../shared/cluster-path.ts';
import { installationWords, modelsWords } from '../shared/cluster-words.ts';
import { useClusterMark } from '../shared/use-cluster-mark.ts';
import styles from './clusters-page.module.css';

/** One cluster on one line, with why it cannot be reached below. */
export function ClusterRow({ cluster, onRemove }: { cluster: ClusterView; onRemove(): void }) {
  const mark = useClusterMark(cluster);
  const running = useRunning(cluster.name);
  const { freshness } = cluster;
  const problem = running.error ?? cluster.problem;
  return (
    <>
      <tr className={problem ? table['explained'] : undefined}>
        <td className={table['tight']}>
          <StateMark {...mark} />
        </td>
        <td className={`mono ${table['tight']}`}>
          <Link to={clusterPath(cluster.name)}>{cluster.name}</Link>
          {cluster.readOnly && (
            <span className={styles['badge']}>
              <Icon name="lock" size={12} /> read-only
            </span>
          )}
        </td>
        <td className={table['tight']}>{cluster.provider}</td>
        <td className={table['tight']}>{cluster.version ?? noData}</td>
        <td className={table['number']}>{cluster.nodes ?? noData}</td>
        <td className={table['tight']}>{modelsWords(cluster)}</td>
        <td className={table['tight']}>{installationWords(cluster)}</td>
        <td className={table['number']}>{freshness && freshness.state === 'live' ? <Ago at={freshness.since} /> : noData}</td>
        <td className={styles['tools']}>
          <ClusterActions cluster={cluster} running={running} onRemove={onRemove} />
        </td>
      </tr>
      {problem && (
        <tr>
          <td className={`dim ${table['wide']}`} colSpan={9}>
            {problem.message} {problem.fix}
          </td>
        </tr>
      )}
    </>
  );
}
