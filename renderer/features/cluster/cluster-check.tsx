import type { ClusterCheckView } from '../../../engine/contract/views/cluster-check.ts';
import { Facts } from '../../components/section.tsx';
import { formatDuration, noData } from '../../format/duration.ts';
import { CheckRecords } from '../shared/check-records.tsx';
import styles from './cluster-check.module.css';
import { Rights } from './rights.tsx';

/** What one look at a cluster found: reach, version, GPUs, what is installed, what may be done, and what is in the way. */
export function ClusterCheck({ check }: { check: ClusterCheckView }) {
  const { latencyMs, version, gpus, installed, rights, records } = check;
  return (
    <div className={styles['check']}>
      <div className={styles['facts']}>
        <Facts
          facts={[
            ['Reach', latencyMs === null ? 'does not answer' : `answers in ${formatDuration(latencyMs)}`],
            ['Kubernetes', version ?? noData],
            ['GPUs', gpus.length === 0 ? noData : gpus.map(gpuWords).join(', ')],
            ['Installed', installed.length === 0 ? noData : <Installed key="installed" installed={installed} />],
          ]}
        />
      </div>
      {records.length > 0 && <CheckRecords records={records} />}
      {rights.length > 0 && <Rights rights={rights} />}
    </div>
  );
}

function Installed({ installed }: Pick<ClusterCheckView, 'installed'>) {
  return installed.map(({ project, version, evidence }) => (
    <div key={project} title={evidence}>
      {project} {version}
    </div>
  ));
}

function gpuWords({ model, resourceName, nodes, total }: ClusterCheckView['gpus'][number]): string {
  return `${total} ${model ?? resourceName} on ${nodes === 1 ? '1 node' : `${nodes} nodes`}`;
}
