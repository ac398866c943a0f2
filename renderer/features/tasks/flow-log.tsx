import { Button } from '@mantine/core';
import { useState } from 'react';
import type { FlowView } from '../../../engine/contract/views/flow.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Icon } from '../../components/icon.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { LogLines } from '../logs/log-lines.tsx';
import { isUnderWay } from '../shared/flow-mark.ts';
import styles from './flow-page.module.css';
import { useFlowLog } from './use-flow-log.ts';

/** What the flow and the programs that it runs have said, followed to its end. */
export function FlowLog({ flow }: { flow: FlowView }) {
  const { lines, error, retry } = useFlowLog(flow.id, isUnderWay(flow));
  const [wrap, setWrap] = useState(true);
  return (
    <section className={styles['log']} aria-label="Log">
      <header className={styles['logHead']}>
        <h2>Log</h2>
        <span className="dim">{lines.length === 1 ? '1 line' : `${lines.length} lines`}</span>
        <Button variant="default" aria-pressed={wrap} leftSection={<Icon name="wrap" size={14} />} onClick={() => setWrap(!wrap)}>
          Wrap lines
        </Button>
        <CopyButton text={lines.map(({ text }) => text).join('\n')} label="Copy the log" />
      </header>
      {error && (
        <div className={styles['notice']}>
          <ErrorNotice error={error} onRetry={retry} />
        </div>
      )}
      <LogLines key={String(wrap)} lines={lines} showPod={false} follow wrap={wrap} none="Nothing was said yet." />
    </section>
  );
}
