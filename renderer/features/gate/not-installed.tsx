import { Button } from '@mantine/core';
import { Link, useNavigate } from 'react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { useCluster } from '../../live/use-cluster.ts';
import { clusterPath } from '../shared/cluster-path.ts';
import { useWhyNotWrite } from '../shared/use-why-not-write.ts';

/** A cluster that answers, but has nothing of Slipway in it yet. */
export function NotInstalled({ name }: { name: string }) {
  const navigate = useNavigate();
  const { path } = useCluster();
  return (
    <EmptyState
      title={`Slipway is not installed in ${name}`}
      action={
        <span>
          <GuardedButton whyNot={useWhyNotWrite()} onClick={() => void navigate(clusterPath(name, 'install'))}>
            Install Slipway
          </GuardedButton>{' '}
          <Button component={Link} to={path('/hardware')} variant="default">
            See its hardware
          </Button>
        </span>
      }
    >
      <p>
        Endpoints need an operator, which turns them into pods, and a gateway, which serves them. Installing them shows a plan first: what
        would be created, changed and left alone, and why.
      </p>
    </EmptyState>
  );
}
