import type { ClusterView } from '../../../engine/contract/views/cluster.ts';
import { ErrorNotice } from '../../components/notice.tsx';
import { Section } from '../../components/section.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useLive, useSources } from '../../live/engine-context.tsx';
import { NodeTable } from '../hardware/node-table.tsx';
import styles from './cluster-page.module.css';

/** The nodes of a cluster with their GPUs, once it is connected. */
export function ClusterNodes({ cluster }: { cluster: ClusterView }) {
  const { nodes } = useSources().of(cluster.name);
  const isConnected = cluster.connection === 'connected';
  const { data, error } = useLive(isConnected ? nodes : undefined);
  return (
    <Section title={data?.length === 1 ? '1 node' : data ? `${data.length} nodes` : 'Nodes'} flush>
      {!isConnected && <p className={styles['none']}>Shown once it is connected.</p>}
      {isConnected && error && <ErrorNotice error={error} onRetry={nodes.retry} />}
      {isConnected && !data && !error && <Skeleton label="Loading nodes" />}
      {data && <NodeTable nodes={data} />}
    </Section>
  );
}
