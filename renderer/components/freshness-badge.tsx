import { Tooltip } from '@mantine/core';
import { Ago } from './ago.tsx';
import styles from './freshness-badge.module.css';

/** Says that what is shown may be old; nothing is shown while it is live. Times are milliseconds since the epoch. */
export function FreshnessBadge({ freshness }: { freshness: { state: string; since?: number; reason?: string } | undefined }) {
  if (freshness?.state === 'syncing') return <span className={styles['badge']}>Syncing</span>;
  if (freshness?.state !== 'stale' || freshness.since === undefined) return null;
  return (
    <Tooltip label={freshness.reason}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the reason is read on focus */}
      <span className={styles['badge']} data-stale role="status" tabIndex={0}>
        Stale for <Ago at={freshness.since} />
      </span>
    </Tooltip>
  );
}
