import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ClusterView } from '../../../engine/contract/views/cluster.ts';
import { Icon } from '../../components/icon.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { Section } from '../../components/section.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useLive, useSources } from '../../live/engine-context.tsx';
import { RemovePanel } from '../cluster/remove-panel.tsx';
import { ClusterTable } from './cluster-table.tsx';
import styles from './clusters-page.module.css';
import { FirstCluster } from './first-cluster.tsx';
import { Providers } from './providers.tsx';
import { Tools } from './tools.tsx';
import { Workbench } from './workbench.tsx';

/** The clusters that this workbench knows, what can be done with each, and the ways to have more. */
export function ClustersPage() {
  const { clusters } = useSources();
  const { data, error } = useLive(clusters);
  const [removing, setRemoving] = useState<ClusterView | null>(null);
  return (
    <Page
      crumbs={[{ title: 'Clusters' }]}
      actions={<NewCluster />}
      panel={removing && <RemovePanel key={removing.name} cluster={removing} onClose={() => setRemoving(null)} />}
    >
      <div className={styles['stack']}>
        {error && <ErrorNotice error={error} onRetry={clusters.retry} />}
        {!data && !error && <Skeleton label="Loading clusters" />}
        {data && data.length > 0 && (
          <Section title={data.length === 1 ? '1 cluster' : `${data.length} clusters`} flush>
            <ClusterTable clusters={data} onRemove={setRemoving} />
          </Section>
        )}
        {data?.every(({ provider }) => provider === 'sandbox') && <FirstCluster />}
        <div className={styles['two']}>
          <Providers />
          <div className={styles['stack']}>
            <Tools />
            <Workbench />
          </div>
        </div>
      </div>
    </Page>
  );
}

function NewCluster() {
  return (
    <>
      <Button component={Link} to="/clusters/new/remote" variant="default" leftSection={<Icon name="forward" size={14} />}>
        Attach a cluster
      </Button>
      <Button component={Link} to="/clusters/new/kind" leftSection={<Icon name="plus" />}>
        Create a cluster
      </Button>
    </>
  );
}
