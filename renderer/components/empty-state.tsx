import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

/** What belongs here, why there is nothing, and the one action that changes that. */
export function EmptyState({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <section className={styles['empty']}>
      <h2>{title}</h2>
      <div className={styles['text']}>{children}</div>
      {action}
    </section>
  );
}
