import { ActionIcon, Button } from '@mantine/core';
import { useNavigate } from 'react-router';
import type { FlowView } from '../../../engine/contract/views/flow.ts';
import { Icon } from '../../components/icon.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { resumeLabel } from '../shared/flow-mark.ts';
import { type FlowAction, useFlowActions } from '../shared/use-flow-actions.ts';
import styles from './flow-buttons.module.css';

/** What can be done with a long action now; `compact` for the rows of a table. */
export function FlowButtons({ flow, compact = false }: { flow: FlowView; compact?: boolean }) {
  const navigate = useNavigate();
  const { run, pending, error } = useFlowActions(flow, (action) => action === 'dismiss' && navigate('/tasks'));
  const button = (action: FlowAction, label: string, variant: 'default' | 'filled' = 'default') => (
    <Button variant={variant} loading={pending === action} disabled={pending !== undefined} onClick={() => run(action)}>
      {label}
    </Button>
  );
  return (
    <span className={styles['buttons']}>
      {error && <ErrorNotice error={error} />}
      {flow.can.dismiss && !compact && button('dismiss', 'Dismiss task')}
      {flow.can.cancel && button('cancel', 'Cancel task')}
      {flow.can.cleanUp && button('cleanUp', 'Clean up')}
      {flow.can.resume && button('resume', resumeLabel(flow), compact ? 'default' : 'filled')}
      {flow.can.dismiss && compact && (
        <ActionIcon aria-label={`Dismiss task: ${flow.title}`} loading={pending === 'dismiss'} onClick={() => run('dismiss')}>
          <Icon name="close" size={14} />
        </ActionIcon>
      )}
    </span>
  );
}
