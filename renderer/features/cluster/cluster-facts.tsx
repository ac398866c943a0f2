import type { ClusterView } from '../../../engine/contract/views/cluster.ts';
import { Ago } from '../../components/ago.tsx';
import { Facts, Section } from '../../components/section.tsx';
import { noData } from '../../format/duration.ts';
import { useFreshness } from '../../live/engine-context.tsx';
import { modelsWords } from '../shared/cluster-words.ts';

/** What a cluster is. */
export function ClusterFacts({ cluster }: { cluster: ClusterView }) {
  const freshness = useFreshness(cluster.freshness ?? undefined);
  return (
    <Section title="Cluster">
      <Facts
        facts={[
          ['Provider', cluster.provider],
          ['Server', cluster.server ? <code key="server">{cluster.server}</code> : noData],
          ['Kubernetes', cluster.version ?? noData],
          ['Nodes', cluster.nodes ?? noData],
          ['Models', modelsWords(cluster)],
          ['Access', cluster.readOnly ? 'read-only' : 'read and write'],
          ['Namespace', cluster.namespace ? <code key="namespace">{cluster.namespace}</code> : 'all'],
          ['Gateway', cluster.gatewayUrl ? <code key="gateway">{cluster.gatewayUrl}</code> : noData],
          [
            'Freshness',
            freshness && freshness.state !== 'syncing' ? (
              <span key="fresh">
                {freshness.state} for <Ago at={freshness.since} />
              </span>
            ) : (
              noData
            ),
          ],
          ...(freshness?.state === 'stale' ? [['Why', freshness.reason] as [string, string]] : []),
        ]}
      />
    </Section>
  );
}
