import type { StateWord } from '../../engine/contract/views/state.ts';
import styles from './state-mark.module.css';

const words: Record<StateWord, string> = {
  ready: 'Ready',
  progressing: 'Progressing',
  degraded: 'Degraded',
  failed: 'Failed',
  idle: 'Idle',
  unknown: 'Unknown',
};

const shapes: Record<StateWord, React.ReactNode> = {
  ready: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  progressing: (
    <>
      <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M6 1a5 5 0 0 1 0 10z" fill="currentColor" />
    </>
  ),
  degraded: <path d="M6 1 11.5 11H.5z" fill="currentColor" />,
  failed: <path d="m2 2 8 8m0-8-8 8" fill="none" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" />,
  idle: <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  unknown: <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2 1.9" />,
};

/** A state's shape and its word; `word` replaces the word where the resource has its own, `compact` keeps it for readers of the screen only. */
export function StateMark({ state, word, compact = false }: { state: StateWord; word?: string; compact?: boolean }) {
  const text = word || words[state];
  return (
    <span className={styles['mark']} data-state={state} title={compact ? text : undefined}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        {shapes[state]}
      </svg>
      <span className={compact ? 'visually-hidden' : undefined}>{text}</span>
    </span>
  );
}
