import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { Section } from '../../components/section.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useLive, useSources } from '../../live/engine-context.tsx';
import { isUnderWay } from '../shared/flow-mark.ts';
import { FlowTable } from './flow-table.tsx';
import styles from './tasks-page.module.css';

/** All long actions: what goes on, what waits for a decision, and what has ended. */
export function TasksPage() {
  const { flows } = useSources();
  const { data, error } = useLive(flows);
  const open = data?.filter((flow) => isUnderWay(flow) || flow.state === 'interrupted') ?? [];
  const ended = data?.filter((flow) => !open.includes(flow)) ?? [];
  return (
    <Page crumbs={[{ title: 'Tasks' }]}>
      <div className={styles['stack']}>
        {error && <ErrorNotice error={error} onRetry={flows.retry} />}
        {!data && !error && <Skeleton label="Loading tasks" />}
        {data?.length === 0 && (
          <EmptyState title="No task yet">
            <p>
              What takes longer than a moment is a task: creating a cluster, installing Slipway in one, a download. It goes on when this
              page is left, can be cancelled, and is kept here with its log until it is dismissed.
            </p>
          </EmptyState>
        )}
        {open.length > 0 && (
          <Section title="Under way" flush>
            <FlowTable flows={open} />
          </Section>
        )}
        {ended.length > 0 && (
          <Section title="Ended" flush>
            <FlowTable flows={ended} />
          </Section>
        )}
      </div>
    </Page>
  );
}
