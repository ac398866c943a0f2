import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon } from '../../components/icon.tsx';
import type { ExplorerState } from './explorer-state.ts';
import styles from './fit-page.module.css';

/** Under the controls: how many models fit, and what a change has set that no control shows, with a way to take it back. */
export function Asked(props: { state: ExplorerState; children: ReactNode; onChange(changes: Partial<ExplorerState>): void }) {
  const { state, children, onChange } = props;
  return (
    <div className={styles['asked']}>
      <span className={styles['result']} role="status">
        {children}
      </span>
      {state.utilization !== null && (
        <Chip words={`Memory utilization ${state.utilization}`} onRemove={() => onChange({ utilization: null })} />
      )}
      {state.tensorParallel !== null && (
        <Chip words={`Tensor parallel ${state.tensorParallel}`} onRemove={() => onChange({ tensorParallel: null })} />
      )}
      <span className="truncate">A cell says what stays free on each GPU, or how many would do.</span>
    </div>
  );
}

function Chip({ words, onRemove }: { words: string; onRemove(): void }) {
  return (
    <UnstyledButton className={styles['chip']} aria-label={`Take back: ${words}`} onClick={onRemove}>
      {words} <Icon name="close" size={12} />
    </UnstyledButton>
  );
}
