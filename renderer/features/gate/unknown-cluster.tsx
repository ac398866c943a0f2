import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { EmptyState } from '../../components/empty-state.tsx';

/** An address of a cluster that this workbench does not have. */
export function UnknownCluster({ name }: { name: string }) {
  return (
    <EmptyState
      title={`No cluster is called ${name}`}
      action={
        <Button component={Link} to="/clusters" variant="default">
          See all clusters
        </Button>
      }
    >
      <p>It was deleted, detached, or never was. If it was deleted by another program, nothing of it is left to clean up here.</p>
    </EmptyState>
  );
}
