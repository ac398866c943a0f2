import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { useLive, useSources } from '../../live/engine-context.tsx';
import { clusterPath, taskPath } from '../shared/cluster-path.ts';
import { isUnderWay } from '../shared/flow-mark.ts';
import { FlowButtons } from '../tasks/flow-buttons.tsx';

/** A cluster whose creation did not end. */
export function Unfinished({ name }: { name: string }) {
  const { data } = useLive(useSources().flows);
  const flow = data?.find(({ kind, cluster }) => kind === 'cluster.create' && cluster === name);
  if (flow && isUnderWay(flow)) {
    return (
      <EmptyState
        title={`${name} is being created`}
        action={
          <Button component={Link} to={taskPath(flow.id)}>
            See its progress
          </Button>
        }
      >
        <p>{flow.message ?? 'Its pages can be used as soon as it answers.'}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={`The creation of ${name} did not end`}
      action={
        flow ? (
          <FlowButtons flow={flow} />
        ) : (
          <Button component={Link} to={clusterPath(name)} variant="default">
            See what is there
          </Button>
        )
      }
    >
      <p>Some of its nodes exist, but it is not a working cluster. Go on where it stopped, or remove what it left.</p>
      {flow?.error && <p>{[flow.error.message, flow.error.fix].filter(Boolean).join(' ')}</p>}
    </EmptyState>
  );
}
