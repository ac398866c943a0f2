import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { ClusterView } from '../../../engine/contract/views/cluster.ts';
import { ErrorNotice } from '../../components/notice.tsx';
import { Section } from '../../components/section.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useCalls } from '../../live/engine-context.tsx';
import { toWireError } from '../../live/wire-error.ts';
import { ClusterCheck } from './cluster-check.tsx';
import styles from './cluster-page.module.css';

/** A look at the cluster when it is asked for, or at once where the address says `?check`. */
export function CheckSection({ cluster: { name } }: { cluster: ClusterView }) {
  const { clusters } = useCalls();
  const [parameters] = useSearchParams();
  const [asked, setAsked] = useState(parameters.has('check'));
  const query = useQuery({
    queryKey: ['clusters.check', name],
    queryFn: () => clusters.check.query({ name }),
    enabled: asked,
    gcTime: 0,
  });
  return (
    <Section
      title="Check"
      flush
      aside={
        <Button variant="default" loading={query.isFetching} onClick={() => (asked ? void query.refetch() : setAsked(true))}>
          Check cluster
        </Button>
      }
    >
      {query.error && <ErrorNotice error={toWireError(query.error)} />}
      {query.isLoading && <Skeleton label="Checking the cluster" />}
      {query.data && <ClusterCheck check={query.data} />}
      {!asked && <p className={styles['none']}>Looks at reach, version, your rights, GPUs and what is installed. Nothing is changed.</p>}
    </Section>
  );
}
