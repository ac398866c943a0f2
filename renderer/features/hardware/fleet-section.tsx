import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { NodeView } from '../../../engine/contract/views/node.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Section } from '../../components/section.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { sandboxName } from '../../live/cluster-scope.ts';
import { useLive } from '../../live/engine-context.tsx';
import { useCluster, useClusterSources } from '../../live/use-cluster.ts';
import { fleetKinds } from '../shared/gpu-fleet.ts';
import { Findings } from './findings.tsx';
import { FleetKinds } from './fleet-kinds.tsx';
import { NodeTable } from './node-table.tsx';

/** The cluster's GPUs by kind, what its nodes tell beside them, and the nodes. */
export function FleetSection() {
  const { nodes } = useClusterSources();
  const { data, error } = useLive(nodes);
  return (
    <>
      {error && <ErrorNotice error={error} onRetry={nodes.retry} />}
      {!data && !error && <Skeleton label="Loading nodes" />}
      {data?.length === 0 && <NoNode />}
      {data && data.length > 0 && <Fleet nodes={data} />}
    </>
  );
}

function Fleet({ nodes }: { nodes: NodeView[] }) {
  const { name, path } = useCluster();
  const kinds = fleetKinds(nodes);
  return (
    <>
      <Section
        title={`GPUs of ${name}`}
        aside={
          kinds.length > 0 && (
            <Button component={Link} to={path('/hardware/fit?of=cluster')} variant="default" size="compact-xs">
              See what fits on them
            </Button>
          )
        }
      >
        {kinds.length > 0 ? <FleetKinds kinds={kinds} /> : <NoGpu nodes={nodes} />}
      </Section>
      <Findings nodes={nodes} />
      <Section title={nodes.length === 1 ? '1 node' : `${nodes.length} nodes`} flush>
        <NodeTable nodes={nodes} />
      </Section>
    </>
  );
}

function NoGpu({ nodes }: { nodes: NodeView[] }) {
  const hidden = nodes.some(({ findings }) => findings.length > 0);
  return (
    <p className="dim">
      {hidden
        ? 'No GPU can be asked for in this cluster; what stands in the way is below.'
        : 'No node of this cluster offers a GPU. Models run here as simulations, or on nodes that are added.'}
    </p>
  );
}

function NoNode() {
  const { name } = useCluster();
  return (
    <EmptyState title="No node in this cluster">
      <p>Without a node nothing can run.{name === sandboxName && ' The sandbox takes nodes of any GPU at any time:'}</p>
      {name === sandboxName && <pre>slipway sandbox nodes add --gpu MI300X --count 8</pre>}
    </EmptyState>
  );
}
