import { useQuery } from '@tanstack/react-query';
import { ErrorNotice } from '../../components/notice.tsx';
import { Section } from '../../components/section.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useCalls } from '../../live/engine-context.tsx';
import { toWireError } from '../../live/wire-error.ts';
import styles from './clusters-page.module.css';
import { Tool } from './tool.tsx';

/** The programs that kind clusters need: where each is, or how it can be had. */
export function Tools() {
  const { kind } = useCalls();
  const query = useQuery({ queryKey: ['kind.tools'], queryFn: () => kind.tools.query() });
  return (
    <Section title="Programs" flush>
      {query.isPending && <Skeleton lines={2} label="Looking for kind and kubectl" />}
      {query.error && <ErrorNotice error={toWireError(query.error)} onRetry={() => void query.refetch()} />}
      <ul className={styles['ways']}>
        {query.data?.map((tool) => (
          <Tool key={tool.name} tool={tool} />
        ))}
      </ul>
    </Section>
  );
}
