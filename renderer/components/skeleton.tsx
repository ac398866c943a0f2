import styles from './skeleton.module.css';

/** Grey lines in the layout that is coming; they appear only when it takes longer than 150 ms. */
export function Skeleton({ lines = 6, label }: { lines?: number; label: string }) {
  return (
    <div className={styles['skeleton']} role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move
        <span key={index} />
      ))}
    </div>
  );
}
