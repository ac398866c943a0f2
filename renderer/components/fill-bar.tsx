import styles from './fill-bar.module.css';

/** Units in use of a total, one cell a unit up to 16, then one bar. */
export function FillBar({ used, total, label }: { used: number; total: number; label: string }) {
  const cells = total <= 16 ? total : 1;
  return (
    <span className={styles['bar']} role="img" aria-label={label} title={label}>
      {Array.from({ length: cells }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its position
        <span key={index}>
          <i style={{ width: `${cells === 1 ? (100 * used) / Math.max(1, total) : index < used ? 100 : 0}%` }} />
        </span>
      ))}
    </span>
  );
}
