import { Button } from '@mantine/core';
import type { WireError } from '../../engine/contract/errors.ts';
import { Icon } from './icon.tsx';
import styles from './notice.module.css';

/** An error as people need it: what happened, what to do, where, and a button that tries again. */
export function ErrorNotice({ error, onRetry }: { error: WireError; onRetry?: () => void }) {
  return (
    <div className={styles['notice']} data-tone="failed" role="alert">
      <Icon name="warning" />
      <div className={styles['text']}>
        <strong>{error.code === 'forbidden' ? `No permission. ${error.message}` : error.message}</strong>
        {error.fix && <p>{error.fix}</p>}
        {error.problems.length > 0 && (
          <ul>
            {error.problems.map((problem) => (
              <li key={`${problem.field}:${problem.message}`}>
                {problem.field && <code>{problem.field}</code>} {problem.message} {problem.fix}
              </li>
            ))}
          </ul>
        )}
      </div>
      {onRetry && (
        <Button variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}

/** A remark that is not an error. */
export function Remark({ children }: { children: React.ReactNode }) {
  return (
    <div className={styles['notice']} data-tone="degraded" role="status">
      <Icon name="warning" />
      <p className={styles['text']}>{children}</p>
    </div>
  );
}
