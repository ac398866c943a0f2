import { ActionIcon } from '@mantine/core';
import { useState } from 'react';
import type { FlowView } from '../../../engine/contract/views/flow.ts';
import { Icon } from '../../components/icon.tsx';
import { useLive, useSources } from '../../live/engine-context.tsx';
import { interruptedSentence } from '../shared/flow-mark.ts';
import { FlowButtons } from '../tasks/flow-buttons.tsx';
import styles from './interrupted-notice.module.css';

/** Says on start that a task was interrupted when Slipway last ended, and offers what can be done; put away until the next start. */
export function InterruptedNotice() {
  const { data } = useLive(useSources().flows);
  const [putAway, setPutAway] = useState<readonly string[]>([]);
  const [flow] = data?.filter(({ id, state }) => state === 'interrupted' && !putAway.includes(id)) ?? [];
  if (!flow) return null;
  return <Notice flow={flow} onPutAway={() => setPutAway([...putAway, flow.id])} />;
}

function Notice({ flow, onPutAway }: { flow: FlowView; onPutAway(): void }) {
  return (
    <section className={styles['notice']} aria-label="Interrupted task">
      <Icon name="warning" />
      <p>
        <strong>{interruptedSentence(flow)}.</strong> {flow.message ?? 'Slipway ended while it ran.'}
      </p>
      <FlowButtons flow={flow} />
      <ActionIcon aria-label="Decide later" onClick={onPutAway}>
        <Icon name="close" size={14} />
      </ActionIcon>
    </section>
  );
}
