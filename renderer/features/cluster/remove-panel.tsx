import { Button } from '@mantine/core';
import type { ClusterView } from '../../../engine/contract/views/cluster.ts';
import { ErrorNotice } from '../../components/notice.tsx';
import { Facts } from '../../components/section.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { noData } from '../../format/duration.ts';
import { useLive, useSources } from '../../live/engine-context.tsx';
import { useClusterMark } from '../shared/use-cluster-mark.ts';
import { useStartedFlow } from '../shared/use-started-flow.ts';

/** Asks before a cluster is deleted or detached, and says what goes with it. */
export function RemovePanel({ cluster, onClose }: { cluster: ClusterView; onClose(): void }) {
  const { name, provider } = cluster;
  const verb = provider === 'remote' ? 'Detach' : 'Delete';
  const removal = useStartedFlow((calls) => calls.clusters.remove.mutate({ name }));
  const mark = useClusterMark(cluster);
  return (
    <SidePanel
      title={`${verb} ${name}`}
      onClose={onClose}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            Keep it
          </Button>
          <Button data-danger loading={removal.pending} onClick={() => removal.start()}>
            {verb} cluster
          </Button>
        </>
      }
    >
      {provider === 'remote' ? (
        <p>
          Slipway forgets this cluster. Nothing in it changes: what was installed and deployed goes on, and it can be attached again. Your
          kubeconfig stays as it is. Forwards into it end.
        </p>
      ) : (
        <p>
          Its nodes are removed with everything in them: endpoints, volumes, loaded images. Its kubeconfig goes too, and forwards into it
          end. This cannot be undone; a paused cluster keeps all of it.
        </p>
      )}
      <Facts
        facts={[
          ['Name', <code key="name">{name}</code>],
          ['Provider', provider],
          ['State', <StateMark key="state" {...mark} />],
          ['Nodes', cluster.nodes ?? noData],
          ['Endpoints', <EndpointCount key="endpoints" cluster={cluster} />],
          ['Server', cluster.server ? <code key="server">{cluster.server}</code> : noData],
        ]}
      />
      {removal.error && <ErrorNotice error={removal.error} />}
    </SidePanel>
  );
}

/** How many endpoints it has; a dash where it is not connected, for counting would connect to it. */
function EndpointCount({ cluster }: { cluster: ClusterView }) {
  const { endpoints } = useSources().of(cluster.name);
  const { data } = useLive(cluster.connection === 'connected' && cluster.installation?.state !== 'none' ? endpoints : undefined);
  return data?.endpoints.length ?? noData;
}
