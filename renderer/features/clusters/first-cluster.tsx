import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { Section } from '../../components/section.tsx';

/** Shown while there is none but the sandbox. */
export function FirstCluster() {
  return (
    <Section title="A cluster of your own" flush>
      <EmptyState
        title="Only the sandbox is here"
        action={
          <span>
            <Button component={Link} to="/clusters/new/kind">
              Create a kind cluster
            </Button>{' '}
            <Button component={Link} to="/clusters/new/remote" variant="default">
              Attach a cluster
            </Button>
          </span>
        }
      >
        <p>
          The sandbox is a Kubernetes inside Slipway. A kind cluster is a real one in containers on this machine, with a made-up GPU fleet
          where there are no GPUs; an attached one is any context of a kubeconfig. Endpoints, logs, shells and chat work alike on all three.
        </p>
        <pre>slipway cluster create dev --provider kind --preset mi300x</pre>
      </EmptyState>
    </Section>
  );
}
