import { Link } from 'react-router';
import type { ClusterView } from '../../../engine/contract/views/cluster.ts';
import type { NodeView } from '../../../engine/contract/views/node.ts';
import { FillBar } from '../../components/fill-bar.tsx';
import { Facts, Section } from '../../components/section.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { noData } from '../../format/duration.ts';
import { useCluster } from '../../live/use-cluster.ts';
import { clusterMark } from '../shared/cluster-mark.ts';
import { fleetKinds, nameOfKind } from '../shared/gpu-fleet.ts';
import styles from './start-page.module.css';

/** The cluster with its state, and the GPUs that are free on it. */
export function ClusterSummary(props: { loaded: boolean; cluster: ClusterView | undefined; nodes: NodeView[] | undefined }) {
  const { loaded, cluster, nodes } = props;
  const { path } = useCluster();
  if (!loaded) {
    return (
      <Section title="Cluster" flush>
        <Skeleton label="Loading the cluster" />
      </Section>
    );
  }
  if (!cluster) {
    return (
      <Section title="Cluster">
        <p className="dim">No cluster is known yet. The sandbox starts with Slipway; if it does not appear, the engine log says why.</p>
      </Section>
    );
  }
  const { state, word } = clusterMark(cluster);
  return (
    <Section title={`Cluster ${cluster.name}`} aside={<StateMark state={state} word={word} />}>
      <Facts
        facts={[
          ['Kind', cluster.simulated ? `${cluster.provider}, models are simulated` : cluster.provider],
          ['Kubernetes', cluster.version ?? noData],
          [
            'Nodes',
            <Link key="nodes" to={path('/hardware')}>
              {nodes ? nodes.length : cluster.nodes}
            </Link>,
          ],
        ]}
      />
      <div className={styles['gpus']}>
        {fleetKinds(nodes ?? []).map((kind) => (
          <GpuLine key={`${nameOfKind(kind)} ${kind.memoryMiB}`} model={nameOfKind(kind)} free={kind.free} total={kind.total} />
        ))}
      </div>
    </Section>
  );
}

function GpuLine({ model, free, total }: { model: string; free: number; total: number }) {
  return (
    <>
      <span>{model}</span>
      <span>
        {free} of {total} free
      </span>
      <FillBar used={total - free} total={total} label={`${total - free} of ${total} ${model} in use`} />
    </>
  );
}
