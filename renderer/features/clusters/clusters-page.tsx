import type { ClusterView, StatusView } from '../../../engine/contract/views/workbench.ts';
import { Ago } from '../../components/ago.tsx';
import { CommandLine } from '../../components/command-line.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { Facts, Section } from '../../components/section.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { noData } from '../../format/duration.ts';
import { useFreshness, useLive, useSources } from '../../live/engine-context.tsx';
import { clusterState } from '../shared/cluster-state.ts';
import styles from './clusters-page.module.css';

/** The clusters that this workbench knows, how fresh what it shows of them is, and how to reach them. */
export function ClustersPage() {
  const sources = useSources();
  const { data, error } = useLive(sources.status);
  return (
    <Page crumbs={[{ title: 'Clusters' }]}>
      <div className={styles['stack']}>
        {error && <ErrorNotice error={error} onRetry={sources.status.retry} />}
        {!data && !error && <Skeleton label="Loading clusters" />}
        {data?.clusters.map((cluster) => (
          <Cluster key={cluster.name} cluster={cluster} status={data} />
        ))}
        {data && <Workbench status={data} />}
      </div>
    </Page>
  );
}

function Cluster({ cluster, status }: { cluster: ClusterView; status: StatusView }) {
  const freshness = useFreshness(cluster.freshness);
  const [state, word] = clusterState(freshness);
  return (
    <Section title={cluster.name} aside={<StateMark state={state} word={word} />}>
      <div className={styles['two']}>
        <Facts
          facts={[
            ['Kind', cluster.provider],
            ['Models', cluster.simulated ? 'simulated: real API, real traffic, no GPU' : 'run on its GPUs'],
            ['Server', <code key="server">{cluster.server}</code>],
            ['Kubernetes', cluster.version ?? noData],
            ['Nodes', cluster.nodes],
            [
              'Freshness',
              freshness && freshness.state !== 'syncing' ? (
                <span key="fresh">
                  {freshness.state} for <Ago at={freshness.since} />
                </span>
              ) : (
                'syncing'
              ),
            ],
            ...(freshness?.state === 'stale' ? [['Why', freshness.reason] as [string, string]] : []),
          ]}
        />
        {status.kubeconfig && cluster.provider === 'sandbox' && (
          <div className={styles['commands']}>
            <p className="dim">Its kubeconfig is its own file; your own is not touched.</p>
            <CommandLine text={status.kubeconfig} label="Copy the kubeconfig's path" />
            <CommandLine text={`kubectl --kubeconfig ${status.kubeconfig} get nodes,aimendpoints -A`} label="Copy the kubectl command" />
          </div>
        )}
      </div>
    </Section>
  );
}

function Workbench({ status }: { status: StatusView }) {
  return (
    <Section title="This workbench">
      <Facts
        facts={[
          ['Version', status.version],
          ['Gateway', status.gatewayUrl ? <code key="gateway">{status.gatewayUrl}</code> : noData],
          ['Data', <code key="data">{status.dataDirectory}</code>],
          ['Process', status.pid],
          ['Up', <Ago key="up" at={status.startedAt} />],
        ]}
      />
    </Section>
  );
}
