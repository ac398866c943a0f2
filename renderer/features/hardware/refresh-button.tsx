import { Button } from '@mantine/core';
import { useClusterSources } from '../../live/use-cluster.ts';
import { useThisMachine } from '../shared/use-this-machine.ts';

/** Looks again: at this machine by its probes, at the cluster by asking for all of its nodes. */
export function RefreshButton() {
  const { refresh, refreshing } = useThisMachine();
  const { nodes } = useClusterSources();
  return (
    <Button
      variant="default"
      loading={refreshing}
      onClick={() => {
        refresh();
        nodes.retry();
      }}
    >
      Look again
    </Button>
  );
}
