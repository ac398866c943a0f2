import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { useCluster } from '../../live/use-cluster.ts';
import type { GpuSource } from './explorer-state.ts';

/** There is no GPU to compare with: where to look instead. */
export function NoColumns({ source, onCatalog }: { source: GpuSource; onCatalog(): void }) {
  const { name, path } = useCluster();
  return (
    <EmptyState
      title={source === 'machine' ? 'No GPU of a known kind in this machine' : `No GPU of a known kind in ${name}`}
      action={<Button onClick={onCatalog}>Compare the catalog's GPUs</Button>}
    >
      <p>
        {source === 'machine'
          ? 'What was looked for and what stands in the way is on the '
          : 'Its nodes, and what their labels say, are on the '}
        <Link to={path('/hardware')}>GPUs page</Link>. Whether a model fits can be asked for any GPU of the catalog.
      </p>
    </EmptyState>
  );
}
