import { Button } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useLive, useSources } from '../../live/engine-context.tsx';
import { FlowButtons } from './flow-buttons.tsx';
import { FlowHeader } from './flow-header.tsx';
import { FlowLog } from './flow-log.tsx';
import styles from './flow-page.module.css';

/** One long action: its steps, what it is at, what it has said, and what can be done with it. The same after leaving and coming back. */
export function FlowPage() {
  const { id = '' } = useParams();
  const { flows } = useSources();
  const { data, error } = useLive(flows);
  const flow = data?.find((each) => each.id === id);
  return (
    <Page fill crumbs={[{ title: 'Tasks', to: '/tasks' }, { title: flow?.title ?? 'Task' }]} actions={flow && <FlowButtons flow={flow} />}>
      {error && (
        <div className={styles['notice']}>
          <ErrorNotice error={error} onRetry={flows.retry} />
        </div>
      )}
      {!data && !error && <Skeleton lines={10} label="Loading the task" />}
      {data && !flow && <UnknownFlow />}
      {flow && (
        <>
          <FlowHeader flow={flow} />
          <FlowLog key={flow.id} flow={flow} />
        </>
      )}
    </Page>
  );
}

function UnknownFlow() {
  return (
    <EmptyState
      title="This task is not known"
      action={
        <Button component={Link} to="/tasks" variant="default">
          See all tasks
        </Button>
      }
    >
      <p>It was dismissed, or its address is mistyped. What it made is still there.</p>
    </EmptyState>
  );
}
