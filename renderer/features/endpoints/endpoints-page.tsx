import { Button } from '@mantine/core';
import { useDeferredValue, useMemo, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { EndpointView } from '../../../engine/contract/views/endpoint.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FreshnessBadge } from '../../components/freshness-badge.tsx';
import { Icon } from '../../components/icon.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useFreshness, useLive } from '../../live/engine-context.tsx';
import { useCluster, useClusterSources } from '../../live/use-cluster.ts';
import { DeletePanel } from '../shared/delete-panel.tsx';
import { EndpointTable } from './endpoint-table.tsx';
import styles from './endpoints-page.module.css';
import { filterEndpoints, type Sorting, sortEndpoints } from './filter.ts';
import { FilterBar } from './filter-bar.tsx';

/** All endpoints, live. The filter and the state asked for are in the address. */
export function EndpointsPage() {
  const sources = useClusterSources();
  const { data, error } = useLive(sources.endpoints);
  const [parameters, setParameters] = useSearchParams();
  const [sorting, setSorting] = useState<Sorting>({ column: 'name', descending: false });
  const [deleting, setDeleting] = useState<EndpointView | null>(null);
  // Held here, for the router's updates may come later than the next key.
  const [text, setText] = useState(parameters.get('filter') ?? '');
  const shownText = useDeferredValue(text);
  const state = parameters.get('state');
  const rows = useMemo(
    () => sortEndpoints(filterEndpoints(data?.endpoints ?? [], shownText, state), sorting),
    [data, shownText, state, sorting],
  );

  function writeParameter(name: string, value: string): void {
    setParameters(
      (before) => {
        if (value) before.set(name, value);
        else before.delete(name);
        return before;
      },
      { replace: true },
    );
  }

  function onText(changed: string): void {
    setText(changed);
    writeParameter('filter', changed);
  }

  return (
    <Page
      fill
      crumbs={[{ title: 'Endpoints' }]}
      badge={<FreshnessBadge freshness={useFreshness(data?.freshness)} />}
      actions={<NewEndpoint />}
      panel={deleting && <DeletePanel endpoint={deleting} onClose={() => setDeleting(null)} onDeleted={() => setDeleting(null)} />}
    >
      {error && (
        <div className={styles['notice']}>
          <ErrorNotice error={error} onRetry={sources.endpoints.retry} />
        </div>
      )}
      {!data && !error && <Skeleton lines={12} label="Loading endpoints" />}
      {data && data.endpoints.length === 0 && <NoEndpoints />}
      {data && data.endpoints.length > 0 && (
        <>
          <FilterBar
            endpoints={data.endpoints}
            shown={rows.length}
            text={text}
            state={state}
            onText={onText}
            onState={(value) => writeParameter('state', value)}
          />
          <EndpointTable rows={rows} sorting={sorting} onSort={setSorting} onDelete={setDeleting} />
        </>
      )}
    </Page>
  );
}

function NewEndpoint() {
  const { path } = useCluster();
  return (
    <Button component={Link} to={path('/compose')} leftSection={<Icon name="plus" />}>
      New endpoint
    </Button>
  );
}

function NoEndpoints() {
  return (
    <EmptyState title="No endpoint yet" action={<NewEndpoint />}>
      <p>Endpoints are models that are served in the cluster. Compose one here, or apply a manifest and it appears at once:</p>
      <pre>kubectl apply -f endpoint.yaml</pre>
    </EmptyState>
  );
}
