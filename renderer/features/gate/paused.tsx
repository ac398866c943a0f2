import { Button } from '@mantine/core';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { useStartedFlow } from '../shared/use-started-flow.ts';

/** A cluster whose nodes were stopped. */
export function Paused({ name }: { name: string }) {
  const resume = useStartedFlow((calls) => calls.clusters.resume.mutate({ name }));
  return (
    <EmptyState
      title={`${name} is paused`}
      action={
        <Button loading={resume.pending} onClick={() => resume.start()}>
          Resume cluster
        </Button>
      }
    >
      <p>Its nodes are stopped and take no memory or processor. Everything that was deployed is kept and comes back when it resumes.</p>
      {resume.error && <ErrorNotice error={resume.error} />}
    </EmptyState>
  );
}
