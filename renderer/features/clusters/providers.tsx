import { useQuery } from '@tanstack/react-query';
import type { ProviderView } from '../../../engine/contract/views/cluster.ts';
import { ErrorNotice } from '../../components/notice.tsx';
import { Section } from '../../components/section.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { useCalls } from '../../live/engine-context.tsx';
import { toWireError } from '../../live/wire-error.ts';
import styles from './clusters-page.module.css';

/** The ways to have a cluster on this machine; what is missing for one is said with how to get it. */
export function Providers() {
  const { clusters } = useCalls();
  const query = useQuery({ queryKey: ['clusters.providers'], queryFn: () => clusters.providers.query() });
  return (
    <Section title="Ways to have a cluster" flush>
      {query.isPending && <Skeleton lines={3} label="Looking at what this machine has" />}
      {query.error && <ErrorNotice error={toWireError(query.error)} onRetry={() => void query.refetch()} />}
      <ul className={styles['ways']}>
        {query.data?.map((provider) => (
          <Way key={provider.id} provider={provider} />
        ))}
      </ul>
    </Section>
  );
}

function Way({ provider: { label, usable, message, fix } }: { provider: ProviderView }) {
  return (
    <li>
      <strong>{label}</strong>
      <StateMark state={usable ? 'ready' : 'failed'} word={usable ? 'Usable' : 'Not usable'} />
      <p>{message}</p>
      {fix && <p className="dim">{fix}</p>}
    </li>
  );
}
