import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { FreshnessBadge } from '../../components/freshness-badge.tsx';
import { Icon } from '../../components/icon.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { useFreshness, useLive, useSources } from '../../live/engine-context.tsx';
import { ClusterSummary } from './cluster-summary.tsx';
import { ConnectCommands } from './connect-commands.tsx';
import { EndpointsSummary } from './endpoints-summary.tsx';
import styles from './start-page.module.css';

/** What is here: the cluster and its GPUs, the endpoints, and how to reach them from a terminal. */
export function StartPage() {
  const sources = useSources();
  const status = useLive(sources.status);
  const endpoints = useLive(sources.endpoints);
  const nodes = useLive(sources.nodes);
  const freshness = useFreshness(endpoints.data?.freshness);
  const error = status.error ?? endpoints.error ?? nodes.error;
  return (
    <Page
      crumbs={[{ title: 'Start' }]}
      badge={<FreshnessBadge freshness={freshness} />}
      actions={
        <Button component={Link} to="/compose" leftSection={<Icon name="plus" />}>
          New endpoint
        </Button>
      }
    >
      <div className={styles['grid']}>
        {error && (
          <div className={styles['whole']}>
            <ErrorNotice
              error={error}
              onRetry={() => [sources.status, sources.endpoints, sources.nodes].forEach((source) => void source.retry())}
            />
          </div>
        )}
        {(endpoints.data || !error) && <EndpointsSummary list={endpoints.data} />}
        <div className={styles['column']}>
          {(status.data || !error) && <ClusterSummary status={status.data} nodes={nodes.data} />}
          {(status.data || !error) && <ConnectCommands status={status.data} endpoints={endpoints.data?.endpoints ?? []} />}
        </div>
      </div>
    </Page>
  );
}
