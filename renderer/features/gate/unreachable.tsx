import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { WireError } from '../../../engine/contract/errors.ts';
import { ErrorNotice } from '../../components/notice.tsx';
import { useClusterNamed } from '../../live/use-cluster.ts';
import { clusterPath } from '../shared/cluster-path.ts';
import { useConnect } from '../shared/use-connect.ts';
import styles from './unreachable.module.css';

/** A cluster that does not answer: why, what to do, and another try. */
export function Unreachable({ name, error: first }: { name: string; error: WireError | undefined }) {
  const { connect, pending, error } = useConnect(name);
  const problem = useClusterNamed(name)?.problem ?? error ?? first;
  return (
    <div className={styles['stack']}>
      <ErrorNotice
        error={problem ?? { code: 'cluster_unreachable', message: `${name} does not answer.`, problems: [] }}
        {...(pending ? {} : { onRetry: () => connect() })}
      />
      <Button component={Link} to={clusterPath(name)} variant="default">
        See the cluster's page
      </Button>
    </div>
  );
}
