import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link, Outlet, useNavigate } from 'react-router';
import type { EndpointDetailView } from '../../../engine/contract/views/endpoint.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FreshnessBadge } from '../../components/freshness-badge.tsx';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { Icon } from '../../components/icon.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { useFreshness } from '../../live/engine-context.tsx';
import { useCluster, useClusterView } from '../../live/use-cluster.ts';
import { DeletePanel } from '../shared/delete-panel.tsx';
import { endpointPath } from '../shared/endpoint-path.ts';
import { simulatedNote } from '../shared/simulated-note.ts';
import { useEndpoint } from '../shared/use-endpoint.ts';
import { useWhyNotWrite } from '../shared/use-why-not-write.ts';
import { EndpointHeader } from './endpoint-header.tsx';
import styles from './endpoint-page.module.css';

const tabs = [
  ['', 'Overview'],
  ['chat', 'Chat'],
  ['logs', 'Logs'],
  ['shell', 'Shell'],
  ['events', 'Events'],
  ['yaml', 'YAML'],
] as const;

/** One endpoint: its state on top, then what was asked for by tab. */
export function EndpointPage() {
  const { data, error, key, source } = useEndpoint();
  const navigate = useNavigate();
  const { path } = useCluster();
  const whyNot = useWhyNotWrite();
  const [deleting, setDeleting] = useState(false);
  const endpoint = data?.endpoint;
  return (
    <Page
      fill
      crumbs={[
        { title: 'Endpoints', to: path('/endpoints') },
        { title: key.name, isName: true },
      ]}
      badge={<FreshnessBadge freshness={useFreshness(data?.freshness)} />}
      actions={
        endpoint &&
        !endpoint.deleting && (
          <GuardedButton whyNot={whyNot} variant="default" leftSection={<Icon name="trash" size={14} />} onClick={() => setDeleting(true)}>
            Delete endpoint
          </GuardedButton>
        )
      }
      panel={
        deleting &&
        endpoint && <DeletePanel endpoint={endpoint} onClose={() => setDeleting(false)} onDeleted={() => navigate(path('/endpoints'))} />
      }
    >
      {error && (
        <div className={styles['notice']}>
          <ErrorNotice error={error} onRetry={source.retry} />
        </div>
      )}
      {!data && !error && <Skeleton lines={10} label="Loading the endpoint" />}
      {data && <EndpointBody detail={data} />}
    </Page>
  );
}

function EndpointBody({ detail }: { detail: EndpointDetailView }) {
  const { key } = useEndpoint();
  const { path } = useCluster();
  const simulated = simulatedNote(useClusterView(), detail.endpoint?.recipe ?? null);
  if (!detail.endpoint && detail.freshness.state !== 'syncing') {
    return (
      <EmptyState
        title="This endpoint does not exist"
        action={
          <Button component={Link} to={path('/endpoints')} variant="default">
            See all endpoints
          </Button>
        }
      >
        <p>
          <code>{key.name}</code> in namespace <code>{key.namespace}</code> was deleted, or never was. The page shows it as soon as it is
          created.
        </p>
      </EmptyState>
    );
  }
  if (!detail.endpoint) return <Skeleton lines={10} label="Loading the endpoint" />;
  return (
    <>
      <EndpointHeader endpoint={detail.endpoint} steps={detail.steps} />
      <Tabs
        label="Parts of the endpoint"
        replace
        tabs={tabs.map(([tab, title]) => ({ to: path(endpointPath(key, tab)), title, mark: markOf(tab, detail) }))}
      >
        {simulated && <span className={styles['simulated']}>{simulated}</span>}
      </Tabs>
      <Outlet />
    </>
  );
}

function markOf(tab: string, { endpoint, events }: EndpointDetailView) {
  const warns = tab === 'events' && endpoint?.state !== 'ready' && events.some((event) => event.type === 'Warning');
  return warns && <Icon name="warning" size={13} />;
}
