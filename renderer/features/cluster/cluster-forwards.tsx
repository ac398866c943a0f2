import { ErrorNotice } from '../../components/notice.tsx';
import { Section } from '../../components/section.tsx';
import { ForwardList } from '../forwards/forward-list.tsx';
import { useForwards } from '../forwards/use-forwards.ts';
import styles from './cluster-page.module.css';

/** The ports of this machine that lead into a cluster. */
export function ClusterForwards({ name }: { name: string }) {
  const { data, error, retry } = useForwards();
  const forwards = data?.filter(({ cluster }) => cluster === name) ?? [];
  return (
    <Section title="Forwarded ports" flush>
      {error && <ErrorNotice error={error} onRetry={retry} />}
      {forwards.length === 0 && !error && <p className={styles['none']}>None is open. An endpoint's page opens one to any of its pods.</p>}
      <ForwardList forwards={forwards} />
    </Section>
  );
}
