import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { FreshnessBadge } from '../../components/freshness-badge.tsx';
import { Icon } from '../../components/icon.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { useFreshness, useLive, useSources } from '../../live/engine-context.tsx';
import { useCluster, useClusterSources, useClusterView } from '../../live/use-cluster.ts';
import { ClusterSummary } from './cluster-summary.tsx';
import { ConnectCommands } from './connect-commands.tsx';
import { EndpointsSummary } from './endpoints-summary.tsx';
import styles from './start-page.module.css';

/** What is here: the cluster and its GPUs, the endpoints, and how to reach them from a terminal. */
export function StartPage() {
  const sources = useClusterSources();
  const { clusters: known } = useSources();
  const { path } = useCluster();
  const clusters = useLive(known);
  const cluster = useClusterView();
  const endpoints = useLive(sources.endpoints);
  const nodes = useLive(sources.nodes);
  const freshness = useFreshness(endpoints.data?.freshness);
  const error = clusters.error ?? endpoints.error ?? nodes.error;
  return (
    <Page
      crumbs={[{ title: 'Start' }]}
      badge={<FreshnessBadge freshness={freshness} />}
      actions={
        <Button component={Link} to={path('/compose')} leftSection={<Icon name="plus" />}>
          New endpoint
        </Button>
      }
    >
      <div className={styles['grid']}>
        {error && (
          <div className={styles['whole']}>
            <ErrorNotice error={error} onRetry={() => [known, sources.endpoints, sources.nodes].forEach((source) => void source.retry())} />
          </div>
        )}
        {(endpoints.data || !error) && <EndpointsSummary list={endpoints.data} />}
        <div className={styles['column']}>
          {(clusters.data || !error) && <ClusterSummary loaded={clusters.data !== undefined} cluster={cluster} nodes={nodes.data} />}
          {(clusters.data || !error) && <ConnectCommands cluster={cluster} endpoints={endpoints.data?.endpoints ?? []} />}
        </div>
      </div>
    </Page>
  );
}
