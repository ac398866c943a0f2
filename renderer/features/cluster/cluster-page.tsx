import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { ClusterView } from '../../../engine/contract/views/cluster.ts';
import { ErrorNotice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { pathIn } from '../../live/cluster-scope.ts';
import { useLive, useSources } from '../../live/engine-context.tsx';
import { UnknownCluster } from '../gate/unknown-cluster.tsx';
import { useClusterMark } from '../shared/use-cluster-mark.ts';
import { useConnect } from '../shared/use-connect.ts';
import { CheckSection } from './check-section.tsx';
import { ClusterActions } from './cluster-actions.tsx';
import { ClusterCommands } from './cluster-commands.tsx';
import { ClusterFacts } from './cluster-facts.tsx';
import { ClusterForwards } from './cluster-forwards.tsx';
import { ClusterNodes } from './cluster-nodes.tsx';
import styles from './cluster-page.module.css';
import { InstallationSection } from './installation-section.tsx';
import { KindSection } from './kind-section.tsx';
import { RemovePanel } from './remove-panel.tsx';
import { useRunning } from './use-running.ts';

/** One cluster: what it is, its nodes and GPUs, what is installed, what you may do, and how to reach it. */
export function ClusterPage() {
  const { cluster: name = '' } = useParams();
  const { clusters } = useSources();
  const { data, error } = useLive(clusters);
  const cluster = data?.find((each) => each.name === name);
  if (cluster) return <Known key={name} cluster={cluster} />;
  return (
    <Page
      crumbs={[
        { title: 'Clusters', to: '/clusters' },
        { title: name, isName: true },
      ]}
    >
      {error && <ErrorNotice error={error} onRetry={clusters.retry} />}
      {data ? <UnknownCluster name={name} /> : !error && <Skeleton label="Loading the cluster" />}
    </Page>
  );
}

function Known({ cluster }: { cluster: ClusterView }) {
  const { name, problem, connection } = cluster;
  // Of a remote cluster nobody knows whether it runs before it is asked.
  const canBeReached = cluster.state === 'running' || cluster.state === 'unknown';
  const mark = useClusterMark(cluster);
  const running = useRunning(name);
  const { connect, pending } = useConnect(name);
  const [removing, setRemoving] = useState(false);
  return (
    <Page
      crumbs={[
        { title: 'Clusters', to: '/clusters' },
        { title: name, isName: true },
      ]}
      badge={
        <span className={styles['mark']}>
          <StateMark {...mark} />
        </span>
      }
      actions={
        <>
          <ClusterActions cluster={cluster} running={running} onRemove={() => setRemoving(true)} />
          {connection === 'none' && canBeReached && (
            <Button variant="default" loading={pending} onClick={() => connect()}>
              Connect
            </Button>
          )}
          {cluster.state === 'stopped' && <Button onClick={running.resume}>Resume cluster</Button>}
          {canBeReached && (
            <Button component={Link} to={pathIn(name, '/endpoints')}>
              Open endpoints
            </Button>
          )}
        </>
      }
      panel={removing && <RemovePanel cluster={cluster} onClose={() => setRemoving(false)} />}
    >
      <div className={styles['grid']}>
        {(running.error || (problem && connection === 'failed')) && (
          <div className={styles['whole']}>
            {running.error && <ErrorNotice error={running.error} />}
            {problem && connection === 'failed' && <ErrorNotice error={problem} {...(pending ? {} : { onRetry: () => connect() })} />}
          </div>
        )}
        <div className={styles['column']}>
          <ClusterFacts cluster={cluster} />
          <ClusterCommands cluster={cluster} />
          {cluster.provider === 'kind' && cluster.state === 'running' && <KindSection name={name} />}
        </div>
        <div className={styles['column']}>
          <InstallationSection cluster={cluster} />
          <CheckSection cluster={cluster} />
          <ClusterForwards name={name} />
        </div>
        <div className={styles['whole']}>
          <ClusterNodes cluster={cluster} />
        </div>
      </div>
    </Page>
  );
}
