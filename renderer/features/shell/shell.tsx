import { Button } from '@mantine/core';
import { useRef } from 'react';
import { ErrorNotice } from '../../components/notice.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import styles from './shell-tab.module.css';
import { type ShellState, type ShellTarget, useShell } from './use-shell.ts';

/** The terminal, how it stands, and a button for another shell once it has ended. */
export function Shell({ target }: { target: ShellTarget }) {
  const host = useRef<HTMLDivElement>(null);
  const { state, again } = useShell(target, host);
  return (
    <>
      <div className={styles['status']} role="status">
        <StateMark {...markOf(state)} />
        {(state.phase === 'ended' || state.phase === 'failed') && (
          <Button variant="default" onClick={again}>
            Open another shell
          </Button>
        )}
      </div>
      {state.phase === 'failed' && (
        <div className={styles['notice']}>
          <ErrorNotice error={state.error} />
        </div>
      )}
      <section ref={host} className={styles['terminal']} aria-label={`Terminal of ${target.pod}`} />
    </>
  );
}

function markOf(state: ShellState) {
  switch (state.phase) {
    case 'opening':
      return { state: 'progressing', word: 'Opening' } as const;
    case 'open':
      return { state: 'ready', word: 'Open' } as const;
    case 'ended':
      return { state: 'idle', word: state.code === 0 ? 'Ended' : `Ended with code ${state.code}` } as const;
    case 'failed':
      return { state: 'failed', word: 'Failed' } as const;
  }
}
